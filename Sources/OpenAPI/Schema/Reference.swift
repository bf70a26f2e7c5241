import JSON

/// The text of a `$ref` that stays in the document.
enum Reference {
  private static let schemas = ["components", "schemas"]

  /// The place that a reference names; `nil` if that is in another document, or not a JSON Pointer.
  static func pointer(_ text: String) -> JSONPointer? {
    guard text.utf8.first == UInt8(ascii: "#"), let fragment = PercentDecoding.decoded(text.dropFirst()) else {
      return nil
    }
    return JSONPointer(text: fragment)
  }

  /// The name of the component schema that a reference names; `nil` if it names something else.
  static func schemaName(_ text: String) -> String? { pointer(text).flatMap(schemaName) }

  /// The name of the component schema that stands at a place.
  static func schemaName(_ pointer: JSONPointer) -> String? {
    let tokens = pointer.tokens
    guard tokens.count == 3, tokens[..<2].elementsEqual(schemas) else { return nil }
    return tokens[2]
  }

  /// The reference to a component schema, in the one way in which the model spells it.
  static func text(schemaName: String) -> String { "#\(JSONPointer(schemas + [schemaName]))" }

  /// The reference to a definition of the schema in which it stands.
  static func text(definition: String) -> String { "#\(JSONPointer(["$defs", definition]))" }
}
