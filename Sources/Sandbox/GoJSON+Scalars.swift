extension GoJSON {
  /// Reads a number and keeps its text.
  mutating func number() throws(Failure) -> String {
    let start = position
    if bytes[position] == UInt8(ascii: "-") {
      position += 1
      try digit("in numeric literal")
    } else {
      position += 1
    }
    if bytes[position - 1] != UInt8(ascii: "0") { skipDigits() }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try digit("after decimal point in numeric literal")
      skipDigits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      let sign = try peek()
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
      try digit("in exponent of numeric literal")
      skipDigits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digit(_ place: String) throws(Failure) {
    let byte = try peek()
    guard byte &- UInt8(ascii: "0") < 10 else { throw invalid(byte, place) }
    position += 1
  }

  private mutating func skipDigits() {
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
  }

  /// Reads a string, starting at its opening quotation mark.
  mutating func string() throws(Failure) -> String {
    position += 1
    var text: [UInt8] = []
    while true {
      let byte = try peek()
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw invalid(byte, "in string literal")
      default: text.append(byte)
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    let byte = try peek()
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try scalar()).utf8)
    default: throw invalid(byte, "in string escape code")
    }
  }

  /// Reads the digits after `\u`; an unpaired surrogate becomes U+FFFD.
  private mutating func scalar() throws(Failure) -> Character {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    guard 0xD800..<0xDC00 ~= first, bytes[position...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    let before = position
    position += 2
    let second = try hexadecimal()
    guard 0xDC00..<0xE000 ~= second, let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + second - 0xDC00)
    else {
      position = before
      return "\u{FFFD}"
    }
    return Character(scalar)
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      let byte = try peek()
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw invalid(byte, "in \\u hexadecimal character escape")
      }
      number = number << 4 + UInt32(digit)
      position += 1
    }
    return number
  }
}
