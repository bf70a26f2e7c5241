import JSON

/// Takes this program's own extension out of a document: it is written for the program and not for readers.
enum ExtensionRemoval {
  private static let name = "x-mcp"
  /// Members whose own members are names or data, among which the extension's name means nothing.
  private static let names: Set<String> = [
    "properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas", "headers",
  ]
  private static let data: Set<String> = ["example", "examples", "default", "enum", "const", "value"]

  /// The value without the extension.
  ///
  /// The depth of a document is bounded by its parser.
  static func apply(_ value: JSONValue, isMap: Bool = false) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { apply($0) })
    case .object(let object):
      return .object(
        JSONObject(
          object.members.compactMap { member, value in
            if !isMap, member == name { return nil }
            if !isMap, data.contains(member) { return (member, value) }
            return (member, apply(value, isMap: !isMap && names.contains(member)))
          }
        )
      )
    default: return value
    }
  }
}
