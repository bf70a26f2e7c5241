/// A regular expression as it was read.
///
/// Groups and the greed of quantifiers are not kept: they decide what a match captures, never whether there is one.
indirect enum PatternSyntax {
  /// A scalar of a set, which is named by its number.
  case set(Int)
  case sequence([PatternSyntax])
  case alternatives([PatternSyntax])
  case repeated(PatternSyntax, least: Int, most: Int?)
  case boundary(Boundary)
  case look(PatternSyntax, isAhead: Bool, isNegative: Bool)

  /// A place between two characters.
  enum Boundary: Sendable {
    case start
    case end
    case word
    case notWord
  }

  /// Whether a match can begin at the start of the text only.
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
