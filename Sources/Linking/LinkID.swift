import TextCoding

/// Unguessable ids of pages, forms and browsers: 32 hexadecimal digits.
enum LinkID {
  static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }.hexadecimal
  }

  /// Whether a text has the form of an id.
  static func isID(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 32 && text.utf8.allSatisfy { HexDigit.value($0) != nil }
  }
}
