/// Splits names into words: `snake_case`, `kebab-case`, `camelCase`, `HTTPToken`, and known compounds.
enum NameWords {
  /// The words of a name in lower case and in the singular, without digits.
  ///
  /// Non-ASCII letters have no case here. Works on bytes, because it sees each property of each schema.
  static func of(_ name: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var previous: UInt8 = 0
    var bytes = name.utf8.makeIterator()
    var next = bytes.next()
    while let byte = next {
      next = bytes.next()
      defer { previous = byte }
      guard isLetter(byte) else {
        // A digit does not end a word, as in `password2`, `OAuth2Token`; in `p12` or `pkcs8` it is part of the name.
        if !isDigit(byte) {
          flush(&word, into: &words)
        } else if isOfFormat(byte, after: word) {
          word.append(byte)
        }
        continue
      }
      if isUpper(byte), !word.isEmpty {
        let isLowerNext = next.map { isLetter($0) && !isUpper($0) } ?? false
        if !isUpper(previous) || isLowerNext { flush(&word, into: &words) }
      }
      word.append(isUpper(byte) ? byte | 0x20 : byte)
    }
    flush(&word, into: &words)
    return words
  }

  private static func flush(_ word: inout [UInt8], into words: inout [String]) {
    guard !word.isEmpty else { return }
    defer { word.removeAll(keepingCapacity: true) }
    if word.count > 3, word.last == UInt8(ascii: "s"), word[word.count - 2] != UInt8(ascii: "s") { word.removeLast() }
    guard word.count > 4, let head = Compounds.head(of: word) else {
      return words.append(String(decoding: word, as: UTF8.self))
    }
    words.append(String(decoding: word.dropLast(head.utf8.count), as: UTF8.self))
    words.append(head)
  }

  private static func isOfFormat(_ digit: UInt8, after word: [UInt8]) -> Bool {
    guard word.count < 6, word.first == UInt8(ascii: "p") else { return false }
    return formats.contains { $0.starts(with: word) && $0.count > word.count && $0[word.count] == digit }
  }

  private static let formats = ["p12", "p8", "pkcs12", "pkcs8", "pkcs7"].map { Array($0.utf8) }

  private static func isUpper(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80 }
}
