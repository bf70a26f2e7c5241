/// One of the forms in which a secret may be said.
enum SecretForm: Sendable {
  /// As it is, each character on its own as it is or escaped, as in JSON or in a URL.
  case text([Unicode.Scalar])
  /// In hexadecimal digits, which are given in lower case.
  case hexadecimal([UInt8])
  case base64(Base64Form)

  static func all(of secret: String) -> [SecretForm] {
    let bytes = Array(secret.utf8)
    let digits = Array("0123456789abcdef".utf8)
    let hexadecimal = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return [.text(Array(secret.unicodeScalars)), .hexadecimal(hexadecimal)]
      + Base64Form.all(bytes).map(SecretForm.base64)
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
    case .base64(let form): return form.beginnings
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
    case .base64(let form): return form.range(in: bytes, at: start)
    }
  }
}
