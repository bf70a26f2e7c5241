extension JSONParser {
  /// Reads a number and keeps its text (RFC 8259 section 6).
  mutating func number(_ bytes: Span<UInt8>) throws(JSONParseError) -> JSONNumber {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
        position += 1
      }
      try digits(bytes)
    }
    return JSONNumber(checked: text(bytes, start..<position) ?? "0")
  }

  private mutating func digits(_ bytes: Span<UInt8>) throws(JSONParseError) {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    guard position > start else {
      throw failure(position < bytes.count ? .unexpectedByte(bytes[position]) : .unexpectedEnd)
    }
  }

  /// Whether a text is exactly one JSON number.
  static func isNumber(_ text: String.UTF8View) -> Bool {
    guard let first = text.first, first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") < 10 else { return false }
    guard case .number = try? parse(Array(text)) else { return false }
    return text.last.map { $0 &- UInt8(ascii: "0") < 10 } ?? false
  }
}
