import JSON

/// A JSON document with an index of the schemas that can be referred to by name.
struct Document: Sendable {
  let root: JSONValue
  /// The URI under which the document was registered; `nil` for the schema to be compiled.
  let name: String?
  /// The document itself, followed by its embedded resources.
  private(set) var resources: [SchemaResource] = []

  init(_ root: JSONValue, uri: String, name: String?) throws(SchemaError) {
    self.root = root
    self.name = name
    let uri = URIReference(uri).withoutFragment
    resources.append(SchemaResource(uri: uri, pointer: JSONPointer(), dialectURI: root["$schema"]?.string))
    do {
      try find(in: root)
    } catch {
      throw SchemaError(error.reason, at: error.location, in: name)
    }
  }

  /// A schema that remains to be searched.
  private struct Open {
    let schema: JSONObject
    let pointer: JSONPointer
    var resource: Int
  }

  private mutating func find(in root: JSONValue) throws(SchemaError) {
    guard let schema = root.object else { return }
    var open = [Open(schema: schema, pointer: JSONPointer(), resource: 0)]
    while var next = open.popLast() {
      try enter(&next)
      for (name, value) in next.schema.members {
        guard let kind = Subschemas(keyword: name) else { continue }
        for (tokens, child) in kind.schemas(in: value) {
          guard let schema = child.object else { continue }
          let pointer = JSONPointer(next.pointer.tokens + [name] + tokens)
          open.append(Open(schema: schema, pointer: pointer, resource: next.resource))
        }
      }
    }
  }

  /// Registers the names that a schema declares for itself.
  private mutating func enter(_ next: inout Open) throws(SchemaError) {
    if let id = next.schema["$id"] {
      guard let id = id.string else {
        throw SchemaError(.malformed(keyword: "$id", expected: "a string"), at: next.pointer)
      }
      // Before 2019-09, a fragment alone had the meaning of `$anchor`.
      if id.hasPrefix("#"), id.count > 1 {
        try addAnchor(String(id.dropFirst()), next)
      } else {
        addResource(id, &next)
      }
    }
    for keyword in ["$anchor", "$dynamicAnchor"] {
      guard let anchor = next.schema[keyword] else { continue }
      guard let name = anchor.string, !name.isEmpty else {
        throw SchemaError(.malformed(keyword: keyword, expected: "a name"), at: next.pointer)
      }
      try addAnchor(name, next)
      if keyword == "$dynamicAnchor" { resources[next.resource].dynamicAnchors.insert(name) }
    }
  }

  private mutating func addResource(_ id: String, _ next: inout Open) {
    let uri = resources[next.resource].uri.resolving(URIReference(id)).withoutFragment
    let dialectURI = next.schema["$schema"]?.string ?? resources[next.resource].dialectURI
    let resource = SchemaResource(uri: uri, pointer: next.pointer, dialectURI: dialectURI)
    if next.pointer.tokens.isEmpty {
      resources[0] = resource
    } else {
      next.resource = resources.count
      resources.append(resource)
    }
  }

  private mutating func addAnchor(_ name: String, _ next: Open) throws(SchemaError) {
    let known = resources[next.resource].anchors.updateValue(next.pointer, forKey: name)
    guard known == nil || known == next.pointer else {
      throw SchemaError(.ambiguous(identifier: name), at: next.pointer)
    }
  }
}

/// The form in which a keyword holds subschemas.
private enum Subschemas {
  case one
  case list
  case map

  init?(keyword: String) {
    switch keyword {
    case "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "items", "additionalItems", "contains",
      "propertyNames", "not", "if", "then", "else", "contentSchema":
      self = .one
    case "allOf", "anyOf", "oneOf", "prefixItems": self = .list
    case "$defs", "definitions", "properties", "patternProperties", "dependentSchemas", "dependencies": self = .map
    default: return nil
    }
  }

  func schemas(in value: JSONValue) -> [(tokens: [String], schema: JSONValue)] {
    switch (self, value) {
    case (.one, .object): [([], value)]
    case (.map, .object(let object)): object.members.map { ([$0.name], $0.value) }
    // Before 2020-12, `items` could be a list.
    case (.one, .array(let elements)), (.list, .array(let elements)):
      elements.enumerated().map { ([String($0.offset)], $0.element) }
    default: []
    }
  }
}
