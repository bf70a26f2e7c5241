import Crypto
import TextCoding

/// A key that values are sealed with, and its name.
struct SealingKey: Sendable {
  /// The size of a key and that of an identifier, in bytes.
  static let size = 32
  static let idSize = 16

  /// The identifier, 32 hexadecimal digits; it is not secret.
  let id: String
  let key: SymmetricKey

  /// Makes a new random key.
  init() {
    var random = SystemRandomNumberGenerator()
    id = (0..<Self.idSize).map { _ in UInt8.random(in: .min ... .max, using: &random) }.hexadecimal
    key = SymmetricKey(size: .bits256)
  }

  /// Reads a key; `nil` unless the text is 64 hexadecimal digits, with white space around them.
  init?(id: String, text: some Sequence<UInt8>) {
    let digits = text.filter { $0 > 0x20 }
    guard digits.count == 2 * Self.size else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = HexDigit.byte(digits[index], digits[index + 1]) else { return nil }
      bytes.append(byte)
    }
    self.id = id
    key = SymmetricKey(data: bytes)
  }

  /// The key as 64 hexadecimal digits.
  var text: String { unsafe key.withUnsafeBytes { unsafe Array($0) }.hexadecimal }

  /// Whether a text has the form of an identifier.
  static func isID(_ text: Substring) -> Bool {
    text.utf8.count == 2 * idSize
      && text.utf8.allSatisfy { HexDigit.value($0) != nil && !(UInt8(ascii: "A")...UInt8(ascii: "F")).contains($0) }
  }
}
