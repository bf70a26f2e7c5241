/// The noun phrase that opens a description, and the words after it: "Signing key" in "Signing key of the endpoint".
struct OpeningPhrase {
  /// The words of the noun phrase in lower case and in the singular, without articles and without `value of`.
  let words: [String]
  /// The words after the noun phrase, up to the end of the sentence.
  let rest: [String]
  /// Whether the phrase is about the value of what it names, as in "the secret's value".
  let isValue: Bool
  /// Whether it is the first of several: "name/key", "name or key".
  let hasAlternative: Bool
  /// Whether it names several things.
  let isPlural: Bool

  var head: String { words.last ?? "" }
  /// The word before the head; empty if there is none.
  var modifier: String { words.count > 1 ? words[words.count - 2] : "" }

  /// The longest start of a description that is read, in bytes.
  private static let maximumLength = 240

  /// Reads a description; `nil` if no credential is mentioned there, which costs one pass over its bytes.
  init?(_ description: String?) {
    guard let description, Self.mentionsCredential(description.utf8.prefix(Self.maximumLength)) else { return nil }
    let sentence = OpeningSentence(description.utf8.prefix(Self.maximumLength))
    var position = sentence.start
    var isValue = false
    while true {
      let end = sentence.endOfPhrase(from: position)
      guard end > position else { return nil }
      let phrase = sentence.words[position..<end]
      let next = end < sentence.words.count ? sentence.words[end] : ""
      let last = Self.singular(phrase[end - 1])
      if next == "of", !sentence.breaks.contains(end - 1), Self.wholes.contains(last) {
        guard !sentence.breaks.contains(end) else { return nil }
        isValue = true
        position = sentence.skipArticles(from: end + 1)
        continue
      }
      var words = phrase.flatMap(NameWords.of)
      while words.count > 1, let last = words.last, Self.wholes.contains(last) {
        isValue = true
        words.removeLast()
      }
      guard !words.isEmpty else { return nil }
      self.words = words
      isPlural = !isValue && phrase[end - 1].hasSuffix("s") && !phrase[end - 1].hasSuffix("ss")
      self.isValue = isValue
      hasAlternative = next == "or" || sentence.alternatives.contains(end - 1)
      // A sentence may end among the articles.
      rest = end < sentence.end ? Array(sentence.words[end..<sentence.end]) : []
      return
    }
  }

  /// Whether a group of words occurs after the noun phrase.
  func continues(with group: String) -> Bool {
    let group = group.split(separator: " ").map(String.init)
    return rest.indices.contains { rest[$0...].starts(with: group) }
  }

  private static func singular(_ word: String) -> String {
    word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  /// Words for the whole of a thing: the bytes of a key are the key.
  private static let wholes: Set<String> = [
    "value", "content", "byte", "text", "string", "data", "body", "plaintext", "form", "pem",
  ]

  // MARK: Filter

  /// Whether a word begins like one for a credential.
  private static func mentionsCredential(_ bytes: some Sequence<UInt8>) -> Bool {
    var start: UInt32 = 0
    var count = 0
    var isAfterSmall = false
    for byte in bytes {
      let lower = byte | 0x20
      // A capital begins a word, as in `accessToken`.
      if isAfterSmall, byte &- UInt8(ascii: "A") < 26 {
        if count == 3, stems.contains(start) { return true }
        (start, count) = (0, 0)
      }
      isAfterSmall = byte &- UInt8(ascii: "a") < 26
      guard lower &- UInt8(ascii: "a") < 26 else {
        if count == 3, stems.contains(start) { return true }
        (start, count) = (0, 0)
        continue
      }
      count += 1
      guard count <= 4 else { continue }
      start = start << 8 | UInt32(lower)
      if count == 4, stems.contains(start) { return true }
    }
    return count == 3 && stems.contains(start)
  }

  /// The first letters of words for credentials.
  private static let stems = Set(
    [
      "pass", "pwd", "secr", "toke", "key", "keys", "apik", "jwt", "cred", "cook", "seed", "pin", "otp", "psk", "nonc",
      "mnem", "code", "logg", "logs", "invi", "auth", "pres", "magi", "totp", "mask",
    ].map { stem in stem.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
  )
}
