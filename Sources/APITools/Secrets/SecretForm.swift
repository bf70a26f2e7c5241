/// One of the forms in which a secret may be said.
enum SecretForm: Sendable {
  /// As it is, each character on its own as it is or escaped, as in JSON or in a URL.
  case text([Unicode.Scalar])
  /// In hexadecimal digits, which are given in lower case.
  case hexadecimal([UInt8])
  /// The digits of base64 that are those of the secret alone, and whether others beside them are in part.
  case base64([UInt8], sharesFirst: Bool, sharesLast: Bool)

  static func all(of secret: String) -> [SecretForm] {
    let bytes = Array(secret.utf8)
    let digits = Array("0123456789abcdef".utf8)
    let hexadecimal = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return [.text(Array(secret.unicodeScalars)), .hexadecimal(hexadecimal)] + (0..<3).flatMap { base64(bytes, at: $0) }
  }

  /// The digits of bytes that have so many others before them, in both alphabets.
  private static func base64(_ bytes: [UInt8], at offset: Int) -> [SecretForm] {
    let text = Array(Base64.text([UInt8](repeating: 0, count: offset) + bytes).utf8)
    let bits = (offset + bytes.count) * 8
    let digits = Array(text[(offset == 0 ? 0 : offset + 1)..<(bits / 6)])
    let url = digits.map { digit in
      switch digit {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      default: digit
      }
    }
    return (digits == url ? [digits] : [digits, url]).map {
      .base64($0, sharesFirst: offset != 0, sharesLast: !bits.isMultiple(of: 6))
    }
  }

  /// The bytes with which the form may begin.
  var beginnings: Set<UInt8> {
    switch self {
    case .text(let scalars):
      var bytes = Set("\\%".utf8)
      if let first = scalars.first {
        bytes.insert(String(first).utf8.first ?? 0)
        if first == " " { bytes.insert(UInt8(ascii: "+")) }
      }
      return bytes
    case .hexadecimal(let digits): return Set(digits.prefix(1).flatMap { [$0, $0 & 0xDF | ($0 < 0x60 ? 0x20 : 0)] })
    case .base64(let digits, _, _): return Set(digits.prefix(1))
    }
  }

  /// Where the form is, if it is there.
  func range(in bytes: [UInt8], at start: Int) -> Range<Int>? {
    switch self {
    case .text(let scalars):
      guard let end = EscapedText.end(of: scalars, in: bytes, from: start) else { return nil }
      return start..<end
    case .hexadecimal(let digits):
      let end = start + digits.count
      guard end <= bytes.count else { return nil }
      // Setting the bit makes letters small and leaves digits as they are.
      for (digit, byte) in zip(digits, bytes[start..<end]) where digit != byte | 0x20 { return nil }
      return start..<end
    case .base64(let digits, let sharesFirst, let sharesLast):
      var end = start + digits.count
      guard end <= bytes.count, bytes[start..<end].elementsEqual(digits) else { return nil }
      if sharesLast, end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
      while end < bytes.count, bytes[end] == UInt8(ascii: "=") { end += 1 }
      return (sharesFirst && start > 0 && Self.isDigit(bytes[start - 1]) ? start - 1 : start)..<end
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || "+/-_".utf8.contains(byte)
  }
}
