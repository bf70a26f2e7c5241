import JSON
import TextCoding

/// The value of a header that mirrors a part of the body, such as `Mcp-Name` (2026-07-28, transports, W12).
enum MirroredValue {
  /// Decodes the value of a header; `nil` if it is malformed.
  ///
  /// Text that cannot stand in a header is in Base64 between `=?base64?` and `?=`, in exactly these letters; any other
  /// text is literal (XHDR-06).
  static func decode(_ header: String) -> String? {
    let value = header.trimmingSpace()
    if value.hasPrefix(prefix), value.hasSuffix(suffix), value.utf8.count >= prefix.utf8.count + suffix.utf8.count {
      let encoded = value.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
      return Base64.bytes(canonical: encoded.utf8, .standard).flatMap { String(validating: $0, as: UTF8.self) }
    }
    return value.utf8.allSatisfy(isPlain) ? String(value) : nil
  }

  private static let prefix = "=?base64?"
  private static let suffix = "?="

  private static func isPlain(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) || byte == 0x09 }

  /// Whether a decoded header equals an argument's value; integers are compared as numbers (XHDR-05).
  static func matches(_ text: String, _ value: JSONValue) -> Bool {
    switch value {
    case .string(let string): string.utf8.elementsEqual(text.utf8)
    case .bool(let bool): text == (bool ? "true" : "false")
    case .number(let number): JSONNumber(text: text) == number && isExact(number)
    default: false
    }
  }

  /// Whether every JSON reader reads the number exactly.
  private static func isExact(_ number: JSONNumber) -> Bool {
    number.int.map { $0.magnitude < 1 << 53 } ?? false
  }
}
