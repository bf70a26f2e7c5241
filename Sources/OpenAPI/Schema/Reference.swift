import JSON

/// The text of a `$ref`, as far as it stays in the document.
enum Reference {
  private static let schemas = ["components", "schemas"]

  /// The place that a reference names; `nil` if that is in another document, or not a JSON Pointer.
  static func pointer(_ text: String) -> JSONPointer? {
    guard text.utf8.first == UInt8(ascii: "#"), let fragment = percentDecoded(text.dropFirst()) else { return nil }
    return JSONPointer(text: fragment)
  }

  /// The name of the component schema that a reference names; `nil` if it names something else.
  static func schemaName(_ text: String) -> String? {
    guard let tokens = pointer(text)?.tokens, tokens.count == 3, Array(tokens[..<2]) == schemas else { return nil }
    return tokens[2]
  }

  /// The reference to a component schema, in the one way in which the model spells it.
  static func text(schemaName: String) -> String { "#\(JSONPointer(schemas + [schemaName]))" }

  /// The reference to a definition of the schema in which it stands.
  static func text(definition: String) -> String { "#\(JSONPointer(["$defs", definition]))" }

  private static func percentDecoded(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let decoded = UInt8(String(Substring(rest.prefix(2))), radix: 16) else { return nil }
      bytes.append(decoded)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
