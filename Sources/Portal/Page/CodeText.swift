import JSON

/// Code as a page shows it: no longer than a reader needs.
enum CodeText {
  /// The longest code on a page, in bytes.
  private static let maximum = 12_000

  /// A JSON value on several lines.
  static func json(_ value: JSONValue) -> String { cut(JSONText.indented(value)) }

  /// A text, cut at a line if it is too long.
  static func cut(_ text: String, to maximum: Int = maximum) -> String {
    guard text.utf8.count > maximum else { return text }
    let end = text.utf8.index(text.startIndex, offsetBy: maximum)
    let start = text.utf8[..<end].lastIndex(of: UInt8(ascii: "\n")) ?? text.startIndex
    return text[..<start] + "\n… cut: the rest is in openapi.json"
  }
}
