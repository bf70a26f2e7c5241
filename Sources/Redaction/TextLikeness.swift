/// Tells text from other bytes, which have no escapes.
enum TextLikeness {
  /// Whether at least half of the bytes are ASCII characters and hardly any are control characters that texts lack.
  ///
  /// Zeros count as characters, since text may be in UTF-16.
  static func isText(_ bytes: [UInt8]) -> Bool {
    var (characters, controls) = (0, 0)
    for byte in bytes {
      switch byte {
      case 0, 0x09, 0x0A, 0x0D, 0x20...0x7E: characters += 1
      case 0x01..<0x20, 0x7F: controls += 1
      default: break
      }
    }
    return isText(bytes.count, characters: characters, controls: controls)
  }

  /// Whether bytes are text, by their number and the numbers of ASCII characters and control characters among them.
  static func isText(_ count: Int, characters: Int, controls: Int) -> Bool {
    characters >= count / 2 && controls <= count / 32
  }
}
