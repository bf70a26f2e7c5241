/// The reason why a text is no usable regular expression, and its position.
package struct PatternError: Error, Hashable {
  /// A fault of an expression.
  package enum Reason: Hashable, Sendable {
    case unexpectedEnd
    case unexpectedCharacter(Unicode.Scalar)
    case nothingToRepeat
    case invalidQuantifier
    case invalidEscape
    case invalidRange
    case invalidGroup
    case unknownProperty(String)
    case backReference
    /// It stands between slashes, as in a program.
    case delimited
    case tooDeep(limit: Int)
    case tooLarge(limit: Int)
  }

  /// The fault.
  package let reason: Reason
  /// The number of Unicode scalars before the error.
  package let offset: Int

  init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension PatternError: CustomStringConvertible {
  package var description: String { "\(reason.sentence) at character \(offset)" }
}

extension PatternError.Reason {
  /// Whether the expression is refused for its size alone.
  var isOfSize: Bool {
    switch self {
    case .tooDeep, .tooLarge: true
    default: false
    }
  }

  fileprivate var sentence: String {
    switch self {
    case .unexpectedEnd: "the pattern ends too early"
    case .unexpectedCharacter(let scalar):
      "unexpected \"\(Character(scalar))\"; for the character itself write a backslash before it"
    case .delimited: "it stands between slashes as in a program, so that no text could match it"
    case .nothingToRepeat: "a quantifier has nothing to repeat"
    case .invalidQuantifier: "a quantifier's bounds are out of order or too large"
    case .invalidEscape: "unknown escape; only letters that mean something may follow a backslash"
    case .invalidRange: "a range of a character class is out of order or has no single characters at its ends"
    case .invalidGroup: "unknown kind of group"
    case .unknownProperty(let name): "the Unicode property \"\(name)\" is not supported; general categories are"
    case .backReference: "back-references are not supported, as they cannot be matched in bounded time"
    case .tooDeep(let limit): "groups are nested deeper than \(limit) levels"
    case .tooLarge(let limit): "the pattern needs more than \(limit) steps; lower the bounds of its quantifiers"
    }
  }
}
