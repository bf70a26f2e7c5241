import Operations

/// Splits texts into words for the search of operations.
enum SearchWords {
  /// Words without meaning for the search.
  private static let empty: Set<String> = [
    "a", "an", "and", "are", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "that", "the", "this", "to",
    "with",
  ]

  /// The words of a text, in lower case and in the singular.
  static func split(_ text: String) -> [String] {
    let words =
      text.utf8.allSatisfy { $0 < 0x80 }
      ? Words.split(text)
      : text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return words.compactMap { empty.contains($0) ? nil : singular($0) }
  }

  /// A word without the ending of an English plural; the stem need not be a word, only equal for both forms.
  private static func singular(_ word: String) -> String {
    guard word.utf8.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us") else { return word }
    if word.hasSuffix("ies") { return "\(word.dropLast(3))y" }
    return String(word.dropLast())
  }
}
