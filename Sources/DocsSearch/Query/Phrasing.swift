/// One way to ask a question, as concepts.
struct Phrasing: Sendable {
  private(set) var concepts: [Concept] = []
  let intent: Intent

  /// The most words of a phrasing that count.
  private static let maximumWords = 40
  /// The most phrases that stand for one of the question.
  private static let maximumAlternatives = 24
  private static let synonymWeight: Float = 0.7
  private static let verbWeight: Float = 0.5

  private struct Token {
    let word: String
    let stem: String
    let isStop: Bool
  }

  /// Reads a phrasing with an index's words and synonyms.
  ///
  /// - Parameters:
  ///   - text: The phrasing.
  ///   - index: The index whose words are sought.
  ///   - isTyped: Whether the last word may not be typed to its end.
  init(_ text: some StringProtocol, in index: SearchIndex, isTyped: Bool = true) {
    let pieces = SearchText.pieces(text).prefix(Self.maximumWords)
    let tokens = pieces.flatMap { piece in
      piece.words.map { Token(word: $0, stem: Stemmer.stem($0), isStop: StopWords.contains($0)) }
    }
    .prefix(Self.maximumWords)
    let words = tokens.filter { !StopWords.fillers.contains($0.word) }
    intent = Intent(stems: words.map(\.stem), words: words.map(\.word), synonyms: index.synonyms)
    var position = 0
    while position < words.count {
      let length = Self.phraseLength(words[position...], index.synonyms)
      if length > 1 {
        concepts.append(Self.phrase(words[position..<(position + length)], index))
      } else if !words[position].isStop {
        concepts.append(Self.word(words[position], index, isLast: isTyped && position == words.count - 1))
      }
      position += length
    }
    // An identifier that occurs as it is written says more than its words.
    for piece in pieces {
      guard let joined = piece.joined.map(Stemmer.stem), index.contains(joined) else { continue }
      concepts.append(Concept(alternatives: [.init(stems: [joined], weight: 1.5)]))
    }
  }

  /// The number of words of the longest phrase at the beginning that has synonyms; 1 if there is none.
  private static func phraseLength(_ tokens: ArraySlice<Token>, _ synonyms: SynonymTable) -> Int {
    for length in stride(from: min(SynonymTable.longestPhrase, tokens.count), to: 1, by: -1)
    where synonyms.contains(tokens.prefix(length).map(\.stem)) {
      return length
    }
    return 1
  }

  private static func phrase(_ tokens: ArraySlice<Token>, _ index: SearchIndex) -> Concept {
    let stems = tokens.map(\.stem)
    var alternatives: [Concept.Alternative] = []
    let joined = Stemmer.stem(tokens.map(\.word).joined())
    if index.contains(joined) { alternatives.append(.init(stems: [joined], weight: 1)) }
    // A phrase whose sense lies in a word such as "in" is not what remains without it.
    if !tokens.contains(where: \.isStop) { alternatives.append(.init(stems: stems, weight: 1)) }
    alternatives += known(index.synonyms.alternatives(of: stems), index)
    return Concept(alternatives: alternatives, weight: 1.2)
  }

  private static func word(_ token: Token, _ index: SearchIndex, isLast: Bool) -> Concept {
    var alternatives: [Concept.Alternative] = []
    let isKnown = index.contains(token.stem)
    if isKnown { alternatives.append(.init(stems: [token.stem], weight: 1)) }
    var others = known(index.synonyms.alternatives(of: [token.stem]), index)
    if others.isEmpty, !isKnown { others = known(index.synonyms.alternatives(ofForm: token.stem), index) }
    alternatives += others
    if !isKnown || isLast { alternatives += beginnings(token, index) }
    let isSpelled = index.spellings.contains(token.word)
    if !isSpelled, others.isEmpty || !isKnown {
      // A word that occurs in another form only may still be a misspelled one.
      let weight: Float = isKnown || !others.isEmpty ? 0.6 : 0.9
      for (stem, distance) in index.spellings.nearest(to: token.word) {
        alternatives.append(.init(stems: [index.stem(stem)], weight: weight / Float(max(1, distance)).squareRoot()))
      }
    }
    return Concept(
      alternatives: alternatives,
      weight: Intent.isVerb(token.stem) ? verbWeight : 1
    )
  }

  /// The phrases with the same meaning that occur.
  private static func known(_ phrases: [SynonymTable.Phrase], _ index: SearchIndex) -> [Concept.Alternative] {
    var alternatives: [Concept.Alternative] = []
    for phrase in phrases {
      let joined = phrase.count > 1 ? Stemmer.stem(phrase.joined()) : nil
      if let joined, index.contains(joined) { alternatives.append(.init(stems: [joined], weight: synonymWeight)) }
      guard !phrase.contains(where: StopWords.contains) || phrase.count == 1 else { continue }
      guard phrase.allSatisfy(index.contains) else { continue }
      alternatives.append(.init(stems: phrase, weight: synonymWeight))
      if alternatives.count >= maximumAlternatives { break }
    }
    return alternatives
  }

  /// The words that begin with what is typed so far.
  private static func beginnings(_ token: Token, _ index: SearchIndex) -> [Concept.Alternative] {
    guard token.word.utf8.count >= 3 else { return [] }
    return index.stems(beginningWith: token.word).map { .init(stems: [$0], weight: 0.5) }
  }
}

extension SearchIndex {
  /// The most stems with a common beginning.
  private static let maximumBeginnings = 12

  /// The first stems, in order, that begin with a text, except the text itself.
  fileprivate func stems(beginningWith text: String) -> [String] {
    var low = 0
    var high = sortedStems.count
    while low < high {
      let middle = (low + high) / 2
      if sortedStems[middle] < text { low = middle + 1 } else { high = middle }
    }
    let found = sortedStems[low...].prefix(Self.maximumBeginnings).prefix { $0.hasPrefix(text) }
    return found.filter { $0 != text }
  }
}
