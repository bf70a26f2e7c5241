/// Judges answers to security questions.
enum AnswerRule {
  /// The response to a security question, or the signed one of a SAML identity provider.
  static func response(_ facts: FieldFacts) -> Judgement {
    if facts.modifier == "saml" { return .secret(.token) }
    return facts.isAlone && facts.isIn(.question) ? judge(facts) : .open
  }

  static func judge(_ facts: FieldFacts) -> Judgement {
    let isSecurity = !Set(facts.words).isDisjoint(with: ["security", "secret", "password", "recovery", "challenge"])
    if isSecurity || facts.isIn([.factors, .passwords]) { return .secret(.answer) }
    return facts.isIn(.question) && facts.isAmong([.login, .reset, .factors, .passwords]) ? .secret(.answer) : .open
  }
}
