extension SearchIndex {
  /// The number of best pages whose titles are looked at.
  static let rerankedCount = 60
  /// The share that a title adds whose words are all in the question.
  private static let titleShare: Float = 0.35

  /// Puts pages first of whose titles the question leaves nothing out: *Delete application* before *Delete the user of an
  /// application*, where an application is to be deleted.
  func reranked(_ best: [Int], _ scores: inout [Float], _ phrasings: [Phrasing]) -> [Int] {
    guard best.count > 1 else { return best }
    let words = phrasings.map(Self.words)
    let head = best.prefix(Self.rerankedCount)
    let asked = phrasings.reduce(into: Set<PageKind>()) { $0.formUnion($1.intent.kinds) }
    let kinds = asked.isEmpty ? [.operation, .guide] : asked
    for number in head where kinds.contains(entries[number].kind) {
      let titled = SearchText.pieces(entries[number].title).flatMap(\.words)
      let stems = Set(titled.lazy.filter { !StopWords.contains($0) }.map(Stemmer.stem))
      guard !stems.isEmpty else { continue }
      let covered = words.map { words in stems.reduce(0) { $0 + (words[$1] ?? 0) } }.max() ?? 0
      scores[number] *= 1 + Self.titleShare * covered / Float(stems.count)
    }
    let order = head.enumerated().sorted { left, right in
      let (first, second) = (scores[left.element], scores[right.element])
      return first == second ? left.offset < right.offset : first > second
    }
    return order.map(\.element) + best.dropFirst(Self.rerankedCount)
  }

  /// The weights of a phrasing's words, and of those that mean the same.
  private static func words(of phrasing: Phrasing) -> [String: Float] {
    var words: [String: Float] = [:]
    for alternative in phrasing.concepts.flatMap(\.alternatives) {
      for stem in alternative.stems { words[stem] = max(words[stem] ?? 0, min(1, alternative.weight)) }
    }
    return words
  }
}
