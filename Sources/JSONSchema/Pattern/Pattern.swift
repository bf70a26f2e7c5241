/// A regular expression of ECMA-262 with the flag `u` (JSON Schema 2020-12, core 6.4), matched in linear time.
///
/// It only tells whether a text matches: there are no captures, and back-references are refused, so that no pattern
/// takes longer than the product of the lengths of pattern and text.
package struct Pattern: Sendable {
  /// The text of the expression.
  package let text: String
  private let program: Automaton
  private let table: StateTable?

  /// The most instructions visited by a match if the caller sets no budget.
  private static let budget = 20_000_000

  /// Compiles an expression.
  package init(_ text: String) throws(PatternError) { try self.init(text, PatternParser.parse(text)) }

  /// Compiles an expression that may be valid only in the grammar without the flag `u` (ECMA-262, annex B.1.2).
  ///
  /// - Throws: The error in the grammar with the flag, if the expression is valid in neither.
  package init(lenient text: String) throws(PatternError) {
    guard !Self.isDelimited(text) else { throw PatternError(.delimited, offset: 0) }
    do throws(PatternError) {
      try self.init(text)
    } catch {
      // An expression that is too large is too large in either grammar.
      guard !error.reason.isOfSize, let legacy = try? PatternParser.parse(text, isLegacy: true) else { throw error }
      try self.init(text, legacy)
    }
  }

  /// Whether an expression is valid with the flag `u`, as other readers of published schemas require.
  package static func isPortable(_ text: String) -> Bool {
    !isDelimited(text) && (try? PatternParser.parse(text)) != nil
  }

  /// Whether an expression is written as a program has it, `/^a$/i`: nothing stands before the beginning of a text.
  private static func isDelimited(_ text: String) -> Bool {
    guard text.hasPrefix("/^"), let end = text.lastIndex(of: "/"), end > text.startIndex else { return false }
    return text[end...].dropFirst().allSatisfy { "dgimsuvyx".contains($0) }
  }

  private init(_ text: String, _ parsed: (syntax: PatternSyntax, sets: [ScalarSet])) throws(PatternError) {
    self.text = text
    let (syntax, sets) = parsed
    program = try Automaton(syntax, sets: sets)
    table = StateTable(program)
  }

  /// Whether the expression matches anywhere in the text.
  package func matches(_ text: String) -> Bool {
    var budget = Self.budget
    return matches(text, budget: &budget)
  }

  /// Whether the expression matches; the cost is deducted from a budget, and once that is negative the result, false,
  /// means nothing.
  func matches(_ text: String, budget: inout Int) -> Bool {
    budget -= text.utf8.count / 16
    if let answer = table?.matches(text) { return answer }
    var matcher = Matcher(program, text, budget: budget)
    let isMatch = matcher.run()
    budget = matcher.budget
    return isMatch
  }
}
