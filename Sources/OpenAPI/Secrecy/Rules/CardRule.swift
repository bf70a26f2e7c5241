/// Judges data of cards and wallets that allow a payment.
enum CardRule {
  static let heads: Set<String> = ["cvc", "cvv", "cvn", "csc", "cryptogram", "pan", "number", "ccv"]

  /// The data of a magnetic stripe.
  static func track(_ facts: FieldFacts) -> Judgement {
    facts.isIn(.card) || facts.says(.card) ? .secret(.card) : .open
  }

  static func judge(_ facts: FieldFacts) -> Judgement {
    if facts.says([.masked, .encrypted]), facts.head != "cryptogram" { return .denied }
    switch facts.head {
    case "number":
      let isCard = ["card", "creditcard", "debitcard"].contains(facts.modifier) || facts.isAlone && facts.isIn(.card)
      return isCard ? .secret(.card) : .open
    case "pan": return facts.isIn([.card, .payments]) || facts.says(.card) ? .secret(.card) : .open
    default: return .secret(.card)
    }
  }
}
