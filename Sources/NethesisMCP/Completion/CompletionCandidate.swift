import StepUp
import TextCoding

/// A text that can stand in the place of the typed one.
package struct CompletionCandidate: Sendable, Hashable {
  /// The complete part.
  package let text: String
  /// The meaning, for shells that show it.
  package let summary: String
  /// Whether more belongs to the word, so that no space follows.
  package let isOpen: Bool

  /// Makes a candidate; `nil` if a terminal would obey its text or not show it.
  package init?(_ text: String, _ summary: String = "", isOpen: Bool = false) {
    guard !text.isEmpty, text.unicodeScalars.allSatisfy({ !VisibleText.isHidden($0) }) else { return nil }
    self.text = text
    let words = VisibleText.value(summary)
    self.summary = words.count > Self.longestSummary ? "\(words.prefix(Self.longestSummary - 1))…" : words
    self.isOpen = isOpen
  }

  /// The most characters of a summary, so that it fits beside the text.
  private static let longestSummary = 60
}

/// The texts that are offered at a cursor.
package struct CompletionOffer: Sendable, Hashable {
  /// The files that are offered besides.
  package enum Files: String, Sendable {
    case none, files, folders
  }

  /// The candidates.
  package var candidates: [CompletionCandidate] = []
  /// The files that the shell finds itself.
  package var files = Files.none

  /// Makes an offer.
  package init(_ candidates: [CompletionCandidate?] = [], files: Files = .none) {
    self.candidates = candidates.compactMap(\.self)
    self.files = files
  }
}
