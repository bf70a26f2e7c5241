/// The words of the first sentence of a description that names something.
struct OpeningSentence {
  private(set) var words: [String] = []
  /// The positions of words before a comma, a bracket or a stop.
  private(set) var breaks: Set<Int> = []
  /// The positions of words before a slash.
  private(set) var alternatives: Set<Int> = []
  /// The positions of words that end a sentence.
  private var stops: Set<Int> = []
  /// The position of the first word that may belong to the noun phrase.
  private(set) var start = 0

  init(_ bytes: some Sequence<UInt8>) {
    var word: [UInt8] = []
    var isStop = false
    for byte in bytes {
      let lower = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      if lower &- UInt8(ascii: "a") < 26 || lower &- UInt8(ascii: "0") < 10 || lower >= 0x80 {
        // A dot inside a word ends no sentence.
        if isStop { isStop = false }
        word.append(lower)
        continue
      }
      if isStop, lower == UInt8(ascii: " ") || lower == UInt8(ascii: "\n"), !words.isEmpty {
        stops.insert(words.count - 1)
      }
      isStop = false
      guard lower != UInt8(ascii: "'") else { continue }
      if !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
      }
      guard !words.isEmpty else { continue }
      if lower == UInt8(ascii: "/") { alternatives.insert(words.count - 1) }
      switch lower {
      case UInt8(ascii: "."), UInt8(ascii: ":"):
        breaks.insert(words.count - 1)
        isStop = true
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "/"),
        UInt8(ascii: "\n"):
        breaks.insert(words.count - 1)
      default: break
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    start = skipArticles(from: 0)
  }

  /// The position after the sentence's last word.
  var end: Int { stops.filter { $0 >= start }.min().map { $0 + 1 } ?? words.count }

  /// The position after articles and words that introduce a noun.
  func skipArticles(from position: Int) -> Int {
    var position = position
    while position < words.count, Self.introductions.contains(words[position]) { position += 1 }
    return position
  }

  /// The position after a noun phrase.
  func endOfPhrase(from start: Int) -> Int {
    var position = start
    while position < words.count, !Self.ends.contains(words[position]) {
      position += 1
      if breaks.contains(position - 1) { break }
    }
    return position
  }

  private static let introductions: Set<String> = [
    "the", "a", "an", "your", "this", "that", "is", "it", "optional", "optionally", "required", "deprecated", "new",
    "current", "plain", "raw", "full", "actual", "specify", "specifies", "enter", "provide", "provides", "contains",
    "contain", "holds", "sets", "set", "defines", "supply", "returns", "represents", "users", "their", "its", "any",
    "generated", "newly", "existing", "base64", "encoded", "base64url", "hex", "string", "write", "only", "input",
  ]

  /// Words that follow a noun phrase.
  private static let ends: Set<String> = [
    "of", "for", "to", "with", "without", "from", "in", "on", "at", "by", "as", "and", "or", "that", "which", "who",
    "when", "where", "while", "if", "is", "are", "was", "were", "will", "would", "must", "may", "can", "should",
    "shall",
    "has", "have", "used", "using", "returned", "sent", "obtained", "provided", "received", "given", "needed", "shown",
    "passed", "including", "includes", "containing", "contains", "carrying", "representing", "identifying", "asserting",
    "associated", "allowing", "granting", "giving", "required", "shared", "issued", "generated", "created", "belonging",
    "protecting", "only", "i", "e", "g", "not", "after", "before", "during", "it", "you", "we", "under", "via",
    "encoded", "expected", "assigned", "then", "but", "about", "regarding", "per", "this",
    "these", "those", "your", "the", "a", "an", "each", "every", "their", "its", "his", "any", "all", "whose",
  ]
}
