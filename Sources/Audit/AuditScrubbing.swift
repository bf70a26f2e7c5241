/// Takes out of the lines of a record what none may have.
package struct AuditScrubbing: Sendable {
  /// Takes secrets out of a value or a name; perhaps leaves it as it is if all of it is a beginning or an end of one.
  let value: @Sendable (_ text: String, _ keepsParts: Bool) -> String
  /// Takes secrets out of a sentence, of which those of its call are left out already where it quotes somebody.
  ///
  /// A gap in a sentence that is known tells what is missing there, so that of calls is not searched for.
  let sentence: @Sendable (String) -> String

  package init(
    value: @escaping @Sendable (_ text: String, _ keepsParts: Bool) -> String,
    sentence: @escaping @Sendable (String) -> String
  ) {
    (self.value, self.sentence) = (value, sentence)
  }

  /// Leaves everything as it is.
  package static let none = AuditScrubbing(value: { text, _ in text }, sentence: { $0 })
}
