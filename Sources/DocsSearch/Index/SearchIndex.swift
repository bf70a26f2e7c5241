/// An inverted index of pages: each word leads to the pages that have it, with a weight and the passage that has it.
///
/// Work and memory are linear in the size of the pages.
package struct SearchIndex: Sendable {
  /// A word on a page.
  struct Posting: Sendable {
    let entry: Int32
    /// The passage in which the word weighs most.
    var passage: Int32
    /// The weight of that passage, and of all together.
    var best: Float
    var weight: Float
  }

  /// The pages, numbered by their position.
  package let entries: [SearchEntry]
  let synonyms: SynonymTable
  /// The numbers of stems.
  private var numbers: [String: Int] = [:]
  private var stems: [String] = []
  private(set) var postings: [[Posting]] = []
  let spellings: Spellings
  /// Stems in order, to find those with a common beginning.
  let sortedStems: [String]

  /// Indexes pages.
  package init(_ entries: [SearchEntry], synonyms: SynonymTable = .general()) {
    self.entries = entries
    self.synonyms = synonyms
    var builder = IndexBuilder()
    for (number, entry) in entries.enumerated() { builder.add(entry, Int32(number)) }
    numbers = builder.numbers
    postings = builder.postings
    spellings = Spellings(builder.words)
    stems = Array(repeating: "", count: postings.count)
    for (stem, number) in numbers { stems[number] = stem }
    sortedStems = builder.numbers.keys.sorted()
  }

  /// The pages with a stem.
  func postings(of stem: String) -> [Posting] { numbers[stem].map { postings[$0] } ?? [] }

  /// The stem with a number.
  func stem(_ number: Int) -> String { stems[number] }

  func contains(_ stem: String) -> Bool { numbers[stem] != nil }

  /// The rarity of a stem: near 0 if all pages have it.
  func rarity(_ count: Int) -> Float { Self.logarithm(1 + Float(entries.count) / Float(max(count, 1))) }

  /// The logarithm to the base 2, exact enough for ranks, without a library of mathematics.
  static func logarithm(_ value: Float) -> Float { Float(value.exponent) + value.significand - 1 }
}

/// Collects the words of pages.
private struct IndexBuilder {
  var numbers: [String: Int] = [:]
  var postings: [[SearchIndex.Posting]] = []
  /// The stems of words as they are written.
  var words: [String: Int] = [:]
  /// The stems of texts that occur again and again, such as names of fields.
  private var known: [String: [Int]] = [:]
  /// The longest text that is remembered, in bytes, and the longest that is indexed whole, in scalars.
  private static let (maximumKnown, maximumText) = (160, 20_000)

  mutating func add(_ entry: SearchEntry, _ number: Int32) {
    // A field among hundreds says less of a page than one of three.
    let fieldCount = entry.passages.count { $0.field == .input || $0.field == .output }
    let fieldShare = 1 / (1 + Float(fieldCount) / 80)
    for (position, passage) in entry.passages.enumerated() {
      let stems = stems(passage.text)
      let field = passage.field
      let length = Float(max(stems.count, 1)) / field.usualLength
      let share = field.isField ? fieldShare : 1
      let weight = share * field.weight / (1 - field.lengthShare + field.lengthShare * length)
      for stem in stems { add(stem, number, Int32(position), weight) }
    }
  }

  private mutating func add(_ stem: Int, _ entry: Int32, _ passage: Int32, _ weight: Float) {
    guard let last = postings[stem].last, last.entry == entry else {
      postings[stem].append(.init(entry: entry, passage: passage, best: weight, weight: weight))
      return
    }
    let position = postings[stem].count - 1
    // Repetition says less and less; a passage of more weight counts in full.
    if weight > last.best {
      postings[stem][position] = .init(
        entry: entry,
        passage: passage,
        best: weight,
        weight: weight + (last.weight - last.best) + last.best * 0.5
      )
    } else {
      postings[stem][position].weight += min(weight * 0.25, max(0, last.best * 2 - last.weight) * 0.25)
    }
  }

  private mutating func stems(_ text: String) -> [Int] {
    if let stems = known[text] { return stems }
    var stems: [Int] = []
    for piece in SearchText.pieces(
      text.unicodeScalars.count <= Self.maximumText ? text[...] : text.prefix(Self.maximumText)
    ) {
      for word in piece.words where !StopWords.contains(word) { stems.append(number(of: word, Stemmer.stem(word))) }
      if let joined = piece.joined { stems.append(number(of: joined, Stemmer.stem(joined))) }
    }
    if text.utf8.count <= Self.maximumKnown { known[text] = stems }
    return stems
  }

  private mutating func number(of word: String, _ stem: String) -> Int {
    if let number = words[word] { return number }
    let number = numbers[stem] ?? postings.count
    if number == postings.count {
      numbers[stem] = number
      postings.append([])
    }
    words[word] = number
    return number
  }
}
