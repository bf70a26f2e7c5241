import JSON

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
      return Base64.decode(encoded.utf8).flatMap { String(validating: $0, as: UTF8.self) }
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

/// Base64 with padding, in its strict form (RFC 4648 section 4).
enum Base64 {
  /// Decodes a text; `nil` unless it is the canonical encoding of its bytes.
  static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits = 0
    var bitCount = 0
    for character in text.dropLast(padding) {
      guard let value = value(of: character) else { return nil }
      bits = (bits << 6 | value) & 0xFFFF
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
      }
    }
    // Bits that are left over must be zero.
    return bits & (1 << bitCount - 1) == 0 ? bytes : nil
  }

  private static func value(of character: UInt8) -> Int? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
