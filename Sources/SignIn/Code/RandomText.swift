import TextCoding

/// Unguessable texts of the alphabet of base64url.
enum RandomText {
  /// Makes a text from 256 random bits: 43 characters.
  static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    return Base64.text((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }, .url)
  }

  /// Compares two texts in a time that does not depend on where they differ.
  static func areEqual(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
