/// Redacts secrets in the lines of a record.
package struct AuditScrubbing: Sendable {
  /// Redacts a value or a name; with `keepsParts`, a text that is just a beginning or an end of a secret may stay.
  let value: @Sendable (_ text: String, _ keepsParts: Bool) -> String
  /// Redacts a sentence, in which quotations are already free of the secrets of the call.
  ///
  /// The redaction marks in a known sentence show what is missing, so it is not searched for the secrets of calls.
  let sentence: @Sendable (String) -> String

  /// Makes a redaction from two functions.
  package init(
    value: @escaping @Sendable (_ text: String, _ keepsParts: Bool) -> String,
    sentence: @escaping @Sendable (String) -> String
  ) {
    (self.value, self.sentence) = (value, sentence)
  }

  /// Redacts nothing.
  package static let none = AuditScrubbing(value: { text, _ in text }, sentence: { $0 })
}
