/// The syntax tree of a regular expression.
///
/// Groups and greediness are dropped: they affect captures, never whether there is a match.
indirect enum PatternSyntax {
  /// A scalar of a set, which is identified by its number.
  case set(Int)
  case sequence([PatternSyntax])
  case alternatives([PatternSyntax])
  case repeated(PatternSyntax, least: Int, most: Int?)
  case boundary(Boundary)
  case look(PatternSyntax, isAhead: Bool, isNegative: Bool)

  /// A position between two characters.
  enum Boundary: Sendable {
    case start
    case end
    case word
    case notWord
  }

  /// Whether a match can start only at the start of the text.
  var isAnchored: Bool {
    switch self {
    case .boundary(.start): true
    case .sequence(let parts): parts.first?.isAnchored ?? false
    case .alternatives(let branches): branches.allSatisfy(\.isAnchored)
    case .repeated(let part, let least, _): least > 0 && part.isAnchored
    default: false
    }
  }
}
