/// Reads text that may be escaped, each character in its own way.
enum EscapedText {
  /// Where characters end that begin at a place; `nil` if others are there.
  static func end(of scalars: [Unicode.Scalar], in bytes: [UInt8], from start: Int) -> Int? {
    if let end = end(of: scalars, in: bytes, from: start, depth: 0) { return end }
    // What escapes begin with stands for itself or for an escape, which may be escaped again.
    guard scalars.contains("\\") || scalars.contains("%") else { return nil }
    return (1...maximumDepth).lazy.compactMap { end(of: scalars, in: bytes, from: start, depth: $0) }.first
  }

  /// How often JSON may be in a string of JSON, where there are backslashes in a secret.
  private static let maximumDepth = 3

  private static func end(
    of scalars: [Unicode.Scalar],
    in bytes: [UInt8],
    from start: Int,
    depth: Int
  ) -> Int? {
    var position = start
    for scalar in scalars {
      let next =
        depth > 0
        ? escaped(scalar, bytes, position, depth) ?? plain(scalar, bytes, position)
        : plain(scalar, bytes, position) ?? escaped(scalar, bytes, position, 1)
      guard let next else { return nil }
      position = next
    }
    return position
  }

  private static func plain(_ scalar: Unicode.Scalar, _ bytes: [UInt8], _ start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    if scalar.value < 0x80 { return bytes[start] == UInt8(scalar.value) ? start + 1 : nil }
    let wanted = String(scalar).utf8
    return bytes[start...].starts(with: wanted) ? start + wanted.count : nil
  }

  private static func escaped(_ scalar: Unicode.Scalar, _ bytes: [UInt8], _ start: Int, _ depth: Int) -> Int? {
    guard start < bytes.count else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "\\"): return inJSON(scalar, bytes, start, depth)
    case UInt8(ascii: "%"): return inURL(scalar, bytes, start)
    case UInt8(ascii: "+"): return scalar == " " ? start + 1 : nil
    default: return nil
    }
  }

  /// RFC 3986 section 2.1, with letters of either case.
  private static func inURL(_ scalar: Unicode.Scalar, _ bytes: [UInt8], _ start: Int) -> Int? {
    var position = start
    for byte in String(scalar).utf8 {
      guard position < bytes.count, bytes[position] == UInt8(ascii: "%"),
        number(bytes, position + 1, digits: 2) == UInt32(byte)
      else { return nil }
      position += 3
    }
    return position
  }

  /// RFC 8259 section 7; JSON in a string of JSON has more backslashes before the same.
  private static func inJSON(_ scalar: Unicode.Scalar, _ bytes: [UInt8], _ start: Int, _ depth: Int) -> Int? {
    let position = start + bytes[start...].prefix { $0 == UInt8(ascii: "\\") }.count
    if scalar == "\\", position >= start + 1 << depth { return start + 1 << depth }
    guard position < bytes.count else { return nil }
    guard bytes[position] == UInt8(ascii: "u") else {
      return short[scalar] == bytes[position] ? position + 1 : nil
    }
    guard let first = number(bytes, position + 1, digits: 4) else { return nil }
    guard 0xD800..<0xDC00 ~= first else { return first == scalar.value ? position + 5 : nil }
    let next = position + 5 + bytes[(position + 5)...].prefix { $0 == UInt8(ascii: "\\") }.count
    guard next > position + 5, next < bytes.count, bytes[next] == UInt8(ascii: "u"),
      let second = number(bytes, next + 1, digits: 4), 0xDC00..<0xE000 ~= second
    else { return nil }
    return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00) == scalar.value ? next + 5 : nil
  }

  private static let short: [Unicode.Scalar: UInt8] = [
    "\"": UInt8(ascii: "\""), "/": UInt8(ascii: "/"), "\u{8}": UInt8(ascii: "b"), "\u{C}": UInt8(ascii: "f"),
    "\n": UInt8(ascii: "n"), "\r": UInt8(ascii: "r"), "\t": UInt8(ascii: "t"),
  ]

  private static func number(_ bytes: [UInt8], _ start: Int, digits: Int) -> UInt32? {
    guard start + digits <= bytes.count else { return nil }
    var number: UInt32 = 0
    for byte in bytes[start..<start + digits] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      number = number << 4 + UInt32(digit)
    }
    return number
  }
}
