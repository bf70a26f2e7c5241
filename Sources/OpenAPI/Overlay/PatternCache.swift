import JSONSchema

/// The regular expressions of one evaluation, each compiled once.
final class PatternCache {
  private struct Key: Hashable {
    let expression: String
    let matchesWhole: Bool
  }

  private var patterns: [Key: Pattern?] = [:]

  /// The number of expressions compiled.
  var count: Int { patterns.count }

  /// The pattern of an RFC 9485 expression; `nil` if it is invalid.
  func pattern(_ expression: String, matchesWhole: Bool) -> Pattern? {
    let key = Key(expression: expression, matchesWhole: matchesWhole)
    if let known = patterns[key] { return known }
    var pattern: Pattern?
    if let text = IRegexp.translated(expression) {
      pattern = try? Pattern(matchesWhole ? "^(?:\(text))$" : text)
    }
    patterns[key] = .some(pattern)
    return pattern
  }
}
