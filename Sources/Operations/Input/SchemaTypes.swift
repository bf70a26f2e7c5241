package import JSON

/// Finds the JSON types that the values of a schema can have, in whichever keyword the schema says so.
package struct SchemaTypes {
  private let definitions: JSONObject
  /// The most levels of nested schemas that are read; deeper ones count as untyped.
  private static let maximumDepth = 8

  /// - Parameter root: A self-contained schema: its references lead to its own `$defs`.
  package init(in root: JSONValue?) { definitions = root?["$defs"]?.object ?? [:] }

  /// The types of a self-contained schema.
  static func of(_ schema: JSONValue?) -> Set<String> { SchemaTypes(in: schema).types(of: schema) }

  /// The types of a schema inside the root; empty if it names none.
  package func types(of schema: JSONValue?) -> Set<String> { types(schema, depth: 0) }

  /// A self-contained schema whose root is more than a reference: the target of a root `$ref`, with the words beside
  /// it.
  static func resolvingRoot(_ schema: JSONValue) -> JSONValue {
    guard case .object(let object) = schema, object.contains("$ref"),
      case .object(var target)? = SchemaTypes(in: schema).resolved(schema)
    else { return schema }
    for (name, value) in object where name != "$ref" { target[name] = value }
    return .object(target)
  }

  /// The target of a reference to a definition; any other schema itself.
  package func resolved(_ schema: JSONValue?) -> JSONValue? {
    var schema = schema
    for _ in 0..<Self.maximumDepth {
      guard let name = schema?["$ref"]?.string.flatMap(Self.definitionName) else { return schema }
      schema = definitions[name]
    }
    return schema
  }

  /// The name of the definition that a reference leads to; `nil` if it leads elsewhere.
  static func definitionName(_ reference: String) -> String? {
    guard let tokens = JSONPointer(text: String(reference.dropFirst()))?.tokens, tokens.count == 2, tokens[0] == "$defs"
    else { return nil }
    return tokens[1]
  }

  private func types(_ schema: JSONValue?, depth: Int) -> Set<String> {
    guard depth < Self.maximumDepth, let object = resolved(schema)?.object else { return [] }
    if let type = object["type"] { return Set((type.array ?? [type]).compactMap(\.string)) }
    if let values = object["enum"]?.array ?? object["const"].map({ [$0] }) { return Set(values.map(\.typeName)) }
    for part in object["allOf"]?.array ?? [] {
      let found = types(part, depth: depth + 1)
      if !found.isEmpty { return found }
    }
    if let forms = (object["anyOf"] ?? object["oneOf"])?.array {
      let found = forms.map { types($0, depth: depth + 1) }
      return found.contains([]) ? [] : found.reduce(into: []) { $0.formUnion($1) }
    }
    if ["properties", "additionalProperties", "patternProperties"].contains(where: { object.contains($0) }) {
      return ["object"]
    }
    return ["items", "prefixItems"].contains(where: { object.contains($0) }) ? ["array"] : []
  }
}
