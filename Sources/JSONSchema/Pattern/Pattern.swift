/// A regular expression after ECMA-262 with the flag `u` (JSON Schema 2020-12, core 6.4), matched in linear time.
///
/// Only whether a text matches is found out, so there are no captures, and back-references are refused: nothing that a
/// pattern can say makes matching take longer than the lengths of pattern and text multiplied.
package struct Pattern: Sendable {
  /// The text of the expression.
  package let text: String
  private let program: Program
  private let table: StateTable?

  /// How many instructions a match may visit where the caller sets no budget.
  private static let budget = 20_000_000

  /// Reads and compiles an expression.
  package init(_ text: String) throws(PatternError) {
    self.text = text
    let (syntax, sets) = try PatternParser.parse(text)
    program = try Program(syntax, sets: sets)
    table = StateTable(program)
  }

  /// Tells whether the expression matches somewhere in the text.
  package func matches(_ text: String) -> Bool {
    var budget = Self.budget
    return matches(text, budget: &budget)
  }

  /// Tells whether the expression matches, and takes what that cost off a budget; once that is negative the answer,
  /// which is then no, means nothing.
  func matches(_ text: String, budget: inout Int) -> Bool {
    budget -= text.utf8.count / 16
    if let answer = table?.matches(text) { return answer }
    var matcher = Matcher(program, text, budget: budget)
    let isMatch = matcher.run()
    budget = matcher.budget
    return isMatch
  }
}
