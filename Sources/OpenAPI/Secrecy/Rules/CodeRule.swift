/// Judges codes: those that prove an identity, and those of countries, states and errors.
enum CodeRule {
  static func judge(_ facts: FieldFacts) -> Judgement {
    if facts.says(.dns) || facts.isAmong(.domains) && facts.has("verification") { return .denied }
    return facts.isAlone ? alone(facts) : named(facts)
  }

  /// The second factor itself, in a sign-in.
  static func factor(_ facts: FieldFacts) -> Judgement {
    facts.role == .input && facts.words.count == 2 && facts.isAmong([.login, .oauth]) ? .secret(.code) : .open
  }

  /// The payload that verifies a factor: the code of an authenticator.
  static func payload(_ facts: FieldFacts) -> Judgement {
    facts.says(.code) && facts.isAmong(.factors) ? .secret(.code) : .open
  }

  private static func named(_ facts: FieldFacts) -> Judgement {
    let modifier = facts.modifier
    // This code is shown to the person, who types it elsewhere.
    if modifier == "user" { return .denied }
    if CodeWords.plain.contains(modifier) { return .open }
    guard CodeWords.secret.contains(modifier) else {
      if facts.says([.secret, .apiKey, .secretKey, .authenticates]) || facts.says(.code) && facts.isAmong(signIn) {
        return .secret(.description)
      }
      // An operation that exchanges codes for tokens takes secret codes.
      return facts.role == .input && facts.operation.contains(.exchange) ? .secret(.code) : .open
    }
    if modifier == "time" { return facts.has("one") ? .secret(.code) : .open }
    if modifier == "pin", facts.isAmong(.address) { return .open }
    if isApproval(facts) { return .denied }
    if CodeWords.uncertain.contains(modifier), !facts.says([.code, .password, .secret]), !facts.isAmong(signIn) {
      return .open
    }
    return .secret(.code)
  }

  /// Whether the number is an issuer's approval of a payment.
  private static func isApproval(_ facts: FieldFacts) -> Bool {
    guard approvals.contains(facts.modifier), !facts.isIn(.codes) else { return false }
    if facts.says(.payment) { return true }
    guard facts.isIn(.payments) else { return false }
    return !facts.says(.code) || facts.role == .output && !facts.isAmong([.oauth, .tokens])
  }

  private static let approvals: Set<String> = ["auth", "authorization", "authorisation"]
  private static let signIn: Surroundings = [.login, .factors, .oauth, .reset, .passwords]

  private static func alone(_ facts: FieldFacts) -> Judgement {
    if facts.says([.code, .authenticates]), !facts.says(.payment) { return .secret(.description) }
    if facts.isIn([.oauth, .codes, .tokens]) || facts.operation.contains(.codes) { return .secret(.code) }
    guard facts.role == .input else { return .open }
    return facts.isAmong([.factors, .reset, .oauth]) && !facts.isAmong([.invites, .templates]) ? .secret(.code) : .open
  }
}
