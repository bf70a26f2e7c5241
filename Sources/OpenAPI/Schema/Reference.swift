import JSON

/// The text of a `$ref` within the document.
enum Reference {
  private static let schemas = ["components", "schemas"]

  /// The pointer in a reference; `nil` if it refers to another document, or is no JSON Pointer.
  static func pointer(_ text: String) -> JSONPointer? {
    guard text.utf8.first == UInt8(ascii: "#"), let fragment = PercentDecoding.decoded(text.dropFirst()) else {
      return nil
    }
    return JSONPointer(text: fragment)
  }

  /// The name of the component schema in a reference; `nil` if it refers to anything else.
  static func schemaName(_ text: String) -> String? { pointer(text).flatMap(schemaName) }

  /// The name of the component schema at a position; `nil` for any other position.
  static func schemaName(_ pointer: JSONPointer) -> String? {
    let tokens = pointer.tokens
    guard tokens.count == 3, tokens[..<2].elementsEqual(schemas) else { return nil }
    return tokens[2]
  }

  /// The reference to a component schema, in the canonical spelling of the model.
  static func text(schemaName: String) -> String { "#\(JSONPointer(schemas + [schemaName]))" }

  /// The reference to a definition in the same schema.
  static func text(definition: String) -> String { "#\(JSONPointer(["$defs", definition]))" }
}
