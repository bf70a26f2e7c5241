/// An offer as lines for the script of a shell.
///
/// For bash: the files that are offered besides (`none`, `files`, `folders`), `open` if no space is to follow, the number
/// of characters of a path that stay in the line, the typed part of the path, and candidates. For zsh and fish: the
/// files, the beginning of the word that stays, the typed part, and candidates, each behind `+` if no space is to follow
/// and else a space, with a summary behind a tab.
package enum CompletionLines {
  /// The lines for bash: candidates are quoted, and cut as far as readline keeps the line.
  ///
  /// - Parameters:
  ///   - offer: The offer.
  ///   - head: The beginning of the word that stays before each candidate.
  ///   - typed: The typed part behind the head.
  ///   - word: The word at the cursor as it is written.
  ///   - token: The part of it that bash completes, as `COMP_WORDS` has it.
  /// - Returns: The lines, without line breaks.
  package static func bash(
    _ offer: CompletionOffer,
    head: String,
    typed: String,
    word: ShellWords.Word,
    token: String
  ) -> [String] {
    let kept = keptText(of: word, token: token)
    let rest = offer.candidates.filter { $0.text.hasPrefix(typed) }.compactMap { candidate -> String? in
      let whole = head + candidate.text
      guard whole.hasPrefix(kept) else { return nil }
      return ShellWords.quoted(String(whole.dropFirst(kept.count)), in: word.quotes)
    }
    let isOpen = offer.candidates.contains { $0.isOpen && $0.text.hasPrefix(typed) }
    let cut = max(0, kept.count - head.count)
    return [offer.files.rawValue, isOpen ? "open" : "", "\(cut)", oneLine(typed)] + rest
  }

  /// The lines for zsh and fish, which quote by themselves and show summaries.
  package static func described(_ offer: CompletionOffer, head: String, typed: String) -> [String] {
    let lowered = typed.lowercased()
    let rest = offer.candidates.filter { $0.text.lowercased().hasPrefix(lowered) }.map { candidate in
      "\(candidate.isOpen ? "+" : " ")\(head)\(candidate.text)\t\(candidate.summary)"
    }
    // A candidate is one line.
    guard oneLine(head) == head else { return [] }
    return [offer.files.rawValue, head, oneLine(typed)] + rest
  }

  /// The most characters of a token that are compared with the cursor inside it, each time with one less.
  private static let longestToken = 1000

  /// The text of the word before the part that readline replaces.
  private static func keptText(of word: ShellWords.Word, token: String) -> String {
    // A token of nothing but separators is before the part that is completed.
    if !token.isEmpty, token.allSatisfy({ $0 == "=" || $0 == ":" }) { return word.text }
    // With the cursor inside the word, the token goes on behind it: then its beginning counts.
    var part = token[...]
    if !word.raw.hasSuffix(part) {
      part = part.prefix(longestToken)
      while !part.isEmpty, !word.raw.hasSuffix(part) { part = part.dropLast() }
    }
    return ShellWords(String(word.raw.dropLast(part.count))).words.last?.text ?? ""
  }

  /// The text without characters that would make another field or line of it.
  private static func oneLine(_ text: String) -> String {
    text.unicodeScalars.contains { $0.value < 0x20 } ? "" : text
  }
}
