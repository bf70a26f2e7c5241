/// Unguessable ids.
enum RandomID {
  /// Makes an id from a number of random bits, a multiple of 32, as hexadecimal digits.
  static func make(bits: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<bits / 32).map { _ in
      let text = String(UInt32.random(in: .min ... .max, using: &generator), radix: 16)
      return String(repeating: "0", count: 8 - text.count) + text
    }.joined()
  }
}
