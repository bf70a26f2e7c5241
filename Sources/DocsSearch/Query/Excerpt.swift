extension SearchIndex {
  /// The passage of a hit; `nil` if the whole page matched.
  package func passage(of hit: SearchHit) -> SearchEntry.Passage? {
    hit.passage.map { entries[hit.entry].passages[$0] }
  }

  /// Some words of a hit's page around those of the query, on one line.
  ///
  /// - Parameters:
  ///   - hit: The hit.
  ///   - limit: The most characters.
  /// - Returns: The excerpt, with an ellipsis where words are left out.
  package func excerpt(of hit: SearchHit, limit: Int = 240) -> String {
    let entry = entries[hit.entry]
    var text = passage(of: hit)?.text ?? ""
    // A name says less than what stands beside it.
    if let field = passage(of: hit)?.field, [.name, .title, .path, .tag, .parent].contains(field) {
      text = entry.passages.first { $0.field == .description || $0.field == .body }?.text ?? entry.title
    } else if let field = passage(of: hit)?.field, field == .input || field == .output {
      let next = (hit.passage ?? 0) + 1
      if next < entry.passages.count, entry.passages[next].text.hasPrefix("\(text): ") {
        text = entry.passages[next].text
      }
    }
    return Excerpt.of(text, around: hit.stems, limit: limit)
  }
}

/// Cuts a text around the words that matched.
enum Excerpt {
  /// The most words of a text that are looked at.
  private static let maximumWords = 4000

  static func of(_ text: String, around stems: Set<String>, limit: Int) -> String {
    let words = text.split(maxSplits: maximumWords, whereSeparator: \.isWhitespace)
    let line = words.joined(separator: " ")
    guard line.count > limit else { return line }
    let hits = words.map { word in SearchText.words(word).contains { stems.contains(Stemmer.stem($0)) } ? 1 : 0 }
    // The window with the most matching words; of several, the first.
    var (start, end, length, count) = (0, 0, 0, 0)
    var best = (start: 0, end: 0, count: -1)
    while end < words.count {
      length += words[end].count + 1
      count += hits[end]
      end += 1
      while length > limit - 4, start < end {
        length -= words[start].count + 1
        count -= hits[start]
        start += 1
      }
      if count > best.count || start == 0 && count == best.count { best = (start, end, count) }
    }
    guard best.end > best.start else { return "\(line.prefix(limit - 1))…" }
    let cut = words[best.start..<best.end].joined(separator: " ")
    return (best.start > 0 ? "… " : "") + cut + (best.end < words.count ? " …" : "")
  }
}
