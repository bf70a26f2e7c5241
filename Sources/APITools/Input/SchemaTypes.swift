package import JSON

/// Tells of which JSON types the values of a schema can be, whatever the way in which it says so.
package struct SchemaTypes {
  private let definitions: JSONObject
  /// How deep schemas in one another are looked at; deeper ones say nothing.
  private static let maximumDepth = 8

  /// - Parameter root: A schema that stands alone, whose references lead to its `$defs`.
  package init(in root: JSONValue?) { definitions = root?["$defs"]?.object ?? [:] }

  /// The types of a schema that stands alone.
  static func of(_ schema: JSONValue?) -> Set<String> { SchemaTypes(in: schema).types(of: schema) }

  /// The types of a schema in the root; none if it does not say.
  package func types(of schema: JSONValue?) -> Set<String> { types(schema, depth: 0) }

  /// A schema that stands alone, its root not a mere reference to one of its definitions with words beside it.
  static func resolvingRoot(_ schema: JSONValue) -> JSONValue {
    guard case .object(let object) = schema, object.contains("$ref"),
      case .object(var target)? = SchemaTypes(in: schema).resolved(schema)
    else { return schema }
    for (name, value) in object where name != "$ref" { target[name] = value }
    return .object(target)
  }

  /// The schema that a reference to a definition leads to; any other schema itself.
  package func resolved(_ schema: JSONValue?) -> JSONValue? {
    var schema = schema
    for _ in 0..<Self.maximumDepth {
      guard let name = schema?["$ref"]?.string.flatMap(Self.definitionName) else { return schema }
      schema = definitions[name]
    }
    return schema
  }

  /// The name of the definition to which a reference leads; `nil` if it leads elsewhere.
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
