/// The stemmer of Porter ("An algorithm for suffix stripping", 1980): equal stems for the forms of an English word.
///
/// A stem need not be a word. Words with letters outside a–z stay as they are.
struct Stemmer {
  private var bytes: [UInt8]

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The stem of a word in lower case.
  static func stem(_ word: String) -> String {
    guard word.utf8.count > 2, word.utf8.allSatisfy({ 0x61...0x7A ~= $0 }) else { return word }
    var stemmer = Stemmer(Array(word.utf8))
    stemmer.plurals()
    stemmer.pastAndContinuous()
    stemmer.finalY()
    stemmer.replace(Self.doubleSuffixes, measure: 0)
    stemmer.replace(Self.singleSuffixes, measure: 0)
    stemmer.derivations()
    stemmer.finalE()
    return String(decoding: stemmer.bytes, as: UTF8.self)
  }

  // MARK: Steps

  /// Step 1a.
  private mutating func plurals() {
    if has("sses") || has("ies") {
      cut(2)
    } else if has("s"), !has("ss") {
      cut(1)
    }
  }

  /// Step 1b.
  private mutating func pastAndContinuous() {
    if has("eed") {
      if measure(without: 3) > 0 { cut(1) }
      return
    }
    for suffix in ["ed", "ing"] where has(suffix) {
      guard hasVowel(upTo: bytes.count - suffix.utf8.count) else { return }
      cut(suffix.utf8.count)
      if has("at") || has("bl") || has("iz") {
        bytes.append(UInt8(ascii: "e"))
      } else if endsInDouble, let last = bytes.last, !"lsz".utf8.contains(last) {
        cut(1)
      } else if measure(without: 0) == 1, endsInShortSyllable(bytes.count) {
        bytes.append(UInt8(ascii: "e"))
      }
      return
    }
  }

  /// Step 1c.
  private mutating func finalY() {
    guard has("y"), hasVowel(upTo: bytes.count - 1) else { return }
    bytes[bytes.count - 1] = UInt8(ascii: "i")
  }

  /// Steps 2 and 3.
  private mutating func replace(_ pairs: [(String, String)], measure least: Int) {
    guard let (suffix, replacement) = pairs.first(where: { has($0.0) }) else { return }
    guard measure(without: suffix.utf8.count) > least else { return }
    cut(suffix.utf8.count)
    bytes += replacement.utf8
  }

  /// Step 4.
  private mutating func derivations() {
    guard let suffix = Self.derivations.first(where: { has($0) }) else { return }
    let rest = bytes.count - suffix.utf8.count
    guard measure(without: suffix.utf8.count) > 1 else { return }
    if suffix == "ion", rest > 0, !"st".utf8.contains(bytes[rest - 1]) { return }
    cut(suffix.utf8.count)
  }

  /// Step 5.
  private mutating func finalE() {
    if has("e") {
      let measure = measure(without: 1)
      if measure > 1 || measure == 1 && !endsInShortSyllable(bytes.count - 1) { cut(1) }
    }
    if has("ll"), measure(without: 1) > 1 { cut(1) }
  }

  // MARK: Conditions

  private func has(_ suffix: String) -> Bool {
    bytes.count > suffix.utf8.count && bytes[(bytes.count - suffix.utf8.count)...].elementsEqual(suffix.utf8)
  }

  private mutating func cut(_ count: Int) { bytes.removeLast(count) }

  private func isConsonant(_ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): return false
    case UInt8(ascii: "y"):
      // A run of y alternates; counted back, so that a long one takes no recursion.
      var start = index
      while start > 0, bytes[start - 1] == UInt8(ascii: "y") { start -= 1 }
      let isFirst = start == 0 || "aeiou".utf8.contains(bytes[start - 1])
      return isFirst == (index - start).isMultiple(of: 2)
    default: return true
    }
  }

  private func hasVowel(upTo end: Int) -> Bool { (0..<end).contains { !isConsonant($0) } }

  /// The number of changes from vowels to consonants.
  private func measure(without count: Int) -> Int {
    var measure = 0
    var wasVowel = false
    for index in 0..<(bytes.count - count) {
      let isVowel = !isConsonant(index)
      if wasVowel, !isVowel { measure += 1 }
      wasVowel = isVowel
    }
    return measure
  }

  private var endsInDouble: Bool {
    bytes.count > 1 && bytes[bytes.count - 1] == bytes[bytes.count - 2] && isConsonant(bytes.count - 1)
  }

  /// Whether the part up to an end is consonant, vowel, consonant, the last not w, x or y.
  private func endsInShortSyllable(_ end: Int) -> Bool {
    guard end > 2, isConsonant(end - 1), !isConsonant(end - 2), isConsonant(end - 3) else { return false }
    return !"wxy".utf8.contains(bytes[end - 1])
  }

  private static let doubleSuffixes = [
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"),
  ]
  private static let singleSuffixes = [
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
  ]
  private static let derivations = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
  ]
}
