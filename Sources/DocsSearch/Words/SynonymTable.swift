/// Groups of words and phrases that mean the same, found by the stems of their words.
package struct SynonymTable: Sendable {
  /// The stems of a word or a phrase, in their order.
  typealias Phrase = [String]

  private(set) var groups: [[Phrase]] = []
  /// The groups of a phrase, by its stems with a space between them.
  private var numbers: [String: [Int]] = [:]
  /// The last group of a word without its last vowels, for languages whose nouns and verbs end in them.
  private var bases: [String: Int] = [:]
  /// The most words of a phrase.
  static let longestPhrase = 4
  /// The most phrases of a group, and the most groups: a document may bring any number.
  private static let maximumPhrases = 60
  private static let maximumGroups = 2000

  /// Makes a table of groups.
  package init(_ groups: [[String]]) {
    for group in groups.prefix(Self.maximumGroups) { add(group) }
  }

  /// The general words of APIs, and groups that a document adds.
  package static func general(adding groups: [[String]] = []) -> SynonymTable {
    var table = standard
    for group in groups.prefix(Self.maximumGroups) { table.add(group) }
    return table
  }

  private static let standard = SynonymTable(GeneralSynonyms.groups)

  private mutating func add(_ group: [String]) {
    let phrases = group.prefix(Self.maximumPhrases).map(Self.phrase).filter { 1...Self.longestPhrase ~= $0.count }
    guard phrases.count > 1 else { return }
    for phrase in phrases {
      numbers[phrase.joined(separator: " "), default: []].append(groups.count)
      guard phrase.count == 1 else { continue }
      let base = Self.withoutEnding(phrase[0])
      if base != phrase[0], numbers[base] == nil { bases[base] = groups.count }
    }
    groups.append(phrases)
  }

  /// The stems of a phrase.
  static func phrase(_ text: String) -> Phrase { SearchText.pieces(text).flatMap(\.words).map(Stemmer.stem) }

  /// The other phrases of all groups that have a phrase.
  func alternatives(of phrase: some Collection<String>) -> [Phrase] {
    let numbers = numbers[phrase.joined(separator: " ")] ?? []
    return numbers.flatMap { groups[$0] }.filter { !$0.elementsEqual(phrase) }
  }

  /// The phrases of the group of a word in another form, such as the plural in Italian.
  func alternatives(ofForm word: String) -> [Phrase] {
    let base = Self.withoutEnding(word)
    guard base.utf8.count >= 4 else { return [] }
    return (numbers[base] ?? bases[base].map { [$0] } ?? []).flatMap { groups[$0] }
  }

  private static func withoutEnding(_ word: String) -> String {
    String(word.reversed().drop { "aeiou".contains($0) }.reversed())
  }

  /// Whether any group has the phrase.
  func contains(_ phrase: some Collection<String>) -> Bool { numbers[phrase.joined(separator: " ")] != nil }
}
