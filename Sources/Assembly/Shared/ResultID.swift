import TextCoding

/// The id of a stored response: when it was stored, its number of parts, and 128 random bits; in order of time as text.
struct ResultID: Sendable {
  /// The UTC second.
  let time: Int
  /// The number of parts.
  let parts: Int
  /// The text: 8 digits of the time, 2 of the number, 32 random ones, all hexadecimal.
  let text: String

  /// Makes a new id.
  init(time: Int, parts: Int) {
    self.time = time
    self.parts = parts
    var random = SystemRandomNumberGenerator()
    let time = UInt32(truncatingIfNeeded: time)
    let numbers = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: time >> $0) } + [UInt8(truncatingIfNeeded: parts)]
    text = (numbers + (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }).hexadecimal
  }

  /// Reads an id; `nil` if the text is none.
  init?(_ text: String) {
    guard text.utf8.count == 42, text.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }),
      let time = Int(text.prefix(8), radix: 16), let parts = Int(text.dropFirst(8).prefix(2), radix: 16)
    else { return nil }
    (self.time, self.parts, self.text) = (time, parts, text)
  }
}
