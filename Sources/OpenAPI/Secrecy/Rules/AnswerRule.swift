/// Answers to questions by which somebody is known.
enum AnswerRule {
  static func judge(_ facts: FieldFacts) -> Judgement {
    let isSecurity = !Set(facts.words).isDisjoint(with: ["security", "secret", "password", "recovery", "challenge"])
    if isSecurity || facts.isIn([.factors, .passwords]) { return .secret(.answer) }
    return facts.isIn(.question) && facts.isAmong([.login, .reset, .factors, .passwords]) ? .secret(.answer) : .open
  }
}
