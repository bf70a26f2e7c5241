/// Codes that prove who somebody is, and those of countries, states and errors.
enum CodeRule {
  static func judge(_ facts: FieldFacts) -> Judgement {
    if facts.says(.dns) || facts.isAmong(.domains) && facts.has("verification") { return .denied }
    return facts.isAlone ? alone(facts) : named(facts)
  }

  private static func named(_ facts: FieldFacts) -> Judgement {
    let modifier = facts.modifier
    // A code that is shown to the person who types it elsewhere.
    if modifier == "user" { return .denied }
    guard CodeWords.secret.contains(modifier) else {
      return facts.says(.secret) || facts.says(.code) && facts.isAmong(signIn) ? .secret(.description) : .open
    }
    if modifier == "time" { return facts.has("one") ? .secret(.code) : .open }
    if modifier == "pin", facts.isAmong(.address) { return .open }
    // The number under which an issuer has agreed to a payment.
    if approvals.contains(modifier), facts.says(.payment) || facts.isIn(.payments) && !facts.says(.code) {
      return .denied
    }
    if CodeWords.uncertain.contains(modifier), !facts.says([.code, .password]), !facts.isAmong(signIn) { return .open }
    return .secret(.code)
  }

  private static let approvals: Set<String> = ["auth", "authorization", "authorisation"]
  private static let signIn: Surroundings = [.login, .factors, .oauth, .reset, .passwords]

  private static func alone(_ facts: FieldFacts) -> Judgement {
    if facts.says([.code, .authenticates]), !facts.says(.payment) { return .secret(.description) }
    if facts.isIn(.oauth) { return .secret(.code) }
    guard facts.role == .input else { return .open }
    return facts.isAmong([.factors, .reset, .oauth]) && !facts.isAmong([.invites, .templates]) ? .secret(.code) : .open
  }
}
