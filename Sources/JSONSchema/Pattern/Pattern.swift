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
  package init(_ text: String) throws(PatternError) { try self.init(text, PatternParser.parse(text)) }

  /// Reads and compiles an expression that only the grammar without the flag `u` may know (ECMA-262, annex B.1.2).
  ///
  /// - Throws: What is wrong for the grammar with the flag, if neither knows it.
  package init(lenient text: String) throws(PatternError) {
    do throws(PatternError) {
      try self.init(text)
    } catch {
      guard let legacy = try? PatternParser.parse(text, isLegacy: true) else { throw error }
      try self.init(text, legacy)
    }
  }

  /// Whether the grammar with the flag `u` knows an expression: what others read published schemas with.
  package static func isPortable(_ text: String) -> Bool { (try? PatternParser.parse(text)) != nil }

  private init(_ text: String, _ parsed: (syntax: PatternSyntax, sets: [ScalarSet])) throws(PatternError) {
    self.text = text
    let (syntax, sets) = parsed
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
