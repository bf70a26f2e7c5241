import JSON

/// Parents that a discriminator makes stand for the schemas that extend them by `allOf` (OpenAPI 3.1.1, 4.8.25).
struct SchemaFamilies {
  /// The property that tells the members of a family apart, and its values by the names of schemas, by the parent's name.
  private var parents: [String: [String: String]] = [:]

  /// Notes a schema that is a parent: one with a discriminator and no forms of its own.
  mutating func add(_ name: String, _ schema: JSONValue) {
    guard let discriminator = schema["discriminator"]?.object, discriminator["propertyName"]?.string != nil,
      schema["oneOf"] == nil, schema["anyOf"] == nil
    else { return }
    var values: [String: String] = [:]
    for (value, target) in discriminator["mapping"]?.object ?? [:] {
      guard let text = target.string else { continue }
      values[Reference.schemaName(text) ?? text] = value
    }
    parents[name] = values
  }

  /// What stands in the place of each parent: itself and the properties of all that extend it, none of them required.
  ///
  /// - Parameter schemas: The converted schemas, by their names.
  /// - Returns: The schemas of the parents that have children.
  func unions(of schemas: JSONObject) -> [String: JSONValue] {
    guard !parents.isEmpty else { return [:] }
    var children: [String: [String]] = [:]
    for (name, schema) in schemas {
      for base in Self.bases(of: schema) { children[base, default: []].append(name) }
    }
    var unions: [String: JSONValue] = [:]
    for (parent, values) in parents {
      guard case .object(let own)? = schemas[parent] else { continue }
      let members = Self.descendants(of: parent, children, beside: values.keys.sorted()).filter { schemas.contains($0) }
      guard !members.isEmpty else { continue }
      unions[parent] = Self.union(of: own, named: parent, with: members, values, in: schemas)
    }
    return unions
  }

  private static func bases(of schema: JSONValue) -> [String] {
    (schema["allOf"]?.array ?? []).compactMap { $0["$ref"]?.string.flatMap(Reference.schemaName) }
  }

  private static func descendants(
    of parent: String,
    _ children: [String: [String]],
    beside mapped: [String]
  ) -> [String] {
    var seen: Set<String> = [parent]
    var found: [String] = []
    var pending = ((children[parent] ?? []) + mapped)[...]
    while let name = pending.popFirst() {
      guard seen.insert(name).inserted else { continue }
      found.append(name)
      pending += children[name] ?? []
    }
    return found
  }

  private static func union(
    of own: JSONObject,
    named parent: String,
    with members: [String],
    _ values: [String: String],
    in schemas: JSONObject
  ) -> JSONValue {
    let known = Set(properties(of: parent, in: schemas).map(\.name))
    var forms: [(name: String, schemas: [JSONValue])] = []
    var positions: [String: Int] = [:]
    var sentences: [String] = []
    for member in members {
      let added = properties(of: member, in: schemas).filter { !known.contains($0.name) }
      for (name, schema) in added {
        if let position = positions[name] {
          if !forms[position].schemas.contains(schema) { forms[position].schemas.append(schema) }
        } else {
          positions[name] = forms.count
          forms.append((name, [schema]))
        }
      }
      if !added.isEmpty {
        sentences.append("\(values[member] ?? member): \(added.map(\.name).joined(separator: ", "))")
      }
    }
    let others = forms.map { name, schemas in
      (name: name, value: schemas.count == 1 ? schemas[0] : ["anyOf": .array(schemas)])
    }
    guard !others.isEmpty else { return .object(own) }
    var union = own
    union["properties"] = .object(JSONObject((own["properties"]?.object ?? [:]).members + others))
    let text = own["description"]?.string.map { "\($0) " } ?? ""
    union["description"] = .string("\(text)Further properties: \(sentences.joined(separator: "; ").prefix(1000)).")
    return .object(SchemaKeyword.sorted(union))
  }

  /// The properties of a schema and of its bases.
  private static func properties(of name: String, in schemas: JSONObject) -> [JSONObject.Member] {
    var seen: Set<String> = [name]
    var found: [JSONObject.Member] = []
    var names: Set<String> = []
    var pending = [schemas[name] ?? [:]][...]
    while let schema = pending.popFirst() {
      let own = schema["properties"]?.object ?? [:]
      for member in own where names.insert(member.name).inserted { found.append(member) }
      for part in schema["allOf"]?.array ?? [] {
        guard let base = part["$ref"]?.string.flatMap(Reference.schemaName) else {
          pending.append(part)
          continue
        }
        if seen.insert(base).inserted, let target = schemas[base] { pending.append(target) }
      }
    }
    return found
  }
}
