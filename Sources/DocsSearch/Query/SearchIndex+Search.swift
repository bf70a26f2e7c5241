extension SearchIndex {
  /// The most phrasings of a query, and the most letters of it, that count.
  private static let (maximumPhrasings, maximumQuery) = (6, 1000)

  /// The pages that match a query best.
  ///
  /// - Parameters:
  ///   - query: The words; several phrasings are separated by line ends, `;` or `|`.
  ///   - kinds: The kinds of pages; empty for all.
  ///   - start: The number of best pages to skip.
  ///   - limit: The most pages to return.
  /// - Returns: The best pages, and the number of all that match.
  package func search(_ query: String, kinds: Set<PageKind> = [], from start: Int = 0, limit: Int) -> SearchHits {
    let phrasings = query.prefix(Self.maximumQuery).split { $0.isNewline || $0 == ";" || $0 == "|" }
      .prefix(Self.maximumPhrasings).map { Phrasing($0, in: self) }
    var scores = [Float](repeating: 0, count: entries.count)
    for phrasing in phrasings {
      let own = self.scores(phrasing)
      // What one phrasing finds best counts as much as what another one does, however long they are.
      guard let best = own.max(), best > 0 else { continue }
      for number in own.indices { scores[number] += own[number] / best }
    }
    let (best, count) = best(max(start + limit, Self.rerankedCount), of: scores, kinds)
    let ranked = reranked(best, &scores, phrasings)
    return SearchHits(hits: ranked.dropFirst(start).prefix(limit).map { hit($0, scores[$0], phrasings) }, count: count)
  }

  // MARK: Scores

  private func scores(_ phrasing: Phrasing) -> [Float] {
    var scores = [Float](repeating: 0, count: entries.count)
    var covered = [Float](repeating: 0, count: entries.count)
    var all: Float = 0
    for concept in phrasing.concepts {
      let values = values(of: concept)
      all += concept.weight
      for number in values.indices where values[number] > 0 {
        scores[number] += concept.weight * values[number]
        covered[number] += concept.weight
      }
    }
    guard all > 0 else { return scores }
    for number in scores.indices where scores[number] > 0 {
      scores[number] *= (0.5 + 0.5 * covered[number] / all) * factor(entries[number], phrasing.intent)
    }
    return scores
  }

  /// The value of a concept for each page: that of the best alternative.
  private func values(of concept: Concept) -> [Float] {
    var values = [Float](repeating: 0, count: entries.count)
    let own = concept.alternatives.first.flatMap { $0.weight >= 1 ? rarity($0) : nil }
    for alternative in concept.alternatives {
      // A rare synonym of a frequent word says no more than that word.
      let rarity = min(self.rarity(alternative), own ?? .infinity)
      let factor = alternative.weight * rarity / Float(alternative.stems.count)
      guard alternative.stems.count > 1 else {
        for posting in postings(of: alternative.stems[0]) {
          values[Int(posting.entry)] = max(values[Int(posting.entry)], factor * Self.saturated(posting.weight))
        }
        continue
      }
      var sums: [Int32: (value: Float, count: Int)] = [:]
      for stem in alternative.stems {
        for posting in postings(of: stem) {
          let sum = sums[posting.entry] ?? (0, 0)
          sums[posting.entry] = (sum.value + factor * Self.saturated(posting.weight), sum.count + 1)
        }
      }
      for (entry, sum) in sums {
        // Only some words of a phrase say little.
        let value = sum.count == alternative.stems.count ? sum.value * 1.3 : sum.value * 0.6
        values[Int(entry)] = max(values[Int(entry)], value)
      }
    }
    return values
  }

  private func rarity(_ alternative: Concept.Alternative) -> Float {
    let all = alternative.stems.map { rarity(postings(of: $0).count) }
    return all.reduce(0, +) / Float(max(all.count, 1))
  }

  private static func saturated(_ weight: Float) -> Float { weight / (weight + 2) }

  /// The factor of a page's kind, method and depth.
  private func factor(_ entry: SearchEntry, _ intent: Intent) -> Float {
    var factor: Float =
      switch entry.kind {
      case .operation: 1
      case .schema: intent.kinds.contains(.schema) ? 1.3 : 0.75
      case .guide: intent.kinds.contains(.guide) ? 1.3 : 0.95
      case .tag: 0.5
      case .index, .overview, .error, .document: 0.7
      }
    if let method = entry.method, !intent.methods.isEmpty { factor *= intent.methods.contains(method) ? 1.2 : 0.9 }
    // Who names only a thing wants to see it first.
    if intent.methods.isEmpty, entry.method == "GET" { factor *= 1.1 }
    if let path = entry.path {
      if intent.isPlural { factor *= path.hasSuffix("}") ? 0.9 : 1.05 }
      factor *= 1 - 0.015 * Float(min(8, path.utf8.count { $0 == UInt8(ascii: "/") }))
    }
    return factor
  }

  // MARK: Results

  /// The first few by score, without sorting all: a common word may match thousands.
  private func best(_ limit: Int, of scores: [Float], _ kinds: Set<PageKind>) -> (best: [Int], count: Int) {
    var best: [Int] = []
    var count = 0
    for (number, score) in scores.enumerated() where score > 0 {
      guard kinds.isEmpty || kinds.contains(entries[number].kind) else { continue }
      count += 1
      if best.count == limit, let last = best.last, scores[last] >= score { continue }
      var (low, high) = (0, best.count)
      while low < high {
        let middle = (low + high) / 2
        if scores[best[middle]] >= score { low = middle + 1 } else { high = middle }
      }
      best.insert(number, at: low)
      if best.count > limit { best.removeLast() }
    }
    return (best, count)
  }

  private func hit(_ number: Int, _ score: Float, _ phrasings: [Phrasing]) -> SearchHit {
    var passages: [Int32: Float] = [:]
    var stems: Set<String> = []
    for alternative in phrasings.flatMap(\.concepts).flatMap(\.alternatives) {
      for stem in alternative.stems {
        guard let posting = posting(of: stem, on: Int32(number)) else { continue }
        stems.insert(stem)
        passages[posting.passage, default: 0] += alternative.weight * rarity(postings(of: stem).count) * posting.best
      }
    }
    let best = passages.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return SearchHit(entry: number, passage: best.map { Int($0.key) }, score: score, stems: stems)
  }

  /// The posting of a stem on a page, found by halving: postings are in the order of the pages.
  private func posting(of stem: String, on entry: Int32) -> Posting? {
    let postings = postings(of: stem)
    var (low, high) = (0, postings.count)
    while low < high {
      let middle = (low + high) / 2
      if postings[middle].entry < entry { low = middle + 1 } else { high = middle }
    }
    return low < postings.count && postings[low].entry == entry ? postings[low] : nil
  }
}
