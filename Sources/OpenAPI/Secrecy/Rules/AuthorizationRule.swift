/// Values of authorization fields, assertions and sessions.
enum AuthorizationRule {
  static let heads: Set<String> = ["authorization", "auth", "assertion", "session", "refresh"]

  static func judge(_ facts: FieldFacts) -> Judgement {
    if facts.says(.reference) { return .denied }
    switch facts.words.last {
    case "authorization", "header": return facts.isUntyped && facts.isIn(.reference) ? .open : .secret(.authorization)
    case "assertion": return .secret(.token)
    case "refresh":
      return facts.isAlone && facts.isAmong([.tokens, .login]) || facts.says(.token) ? .secret(.token) : .open
    case "auth":
      return facts.has("registry") || facts.says([.credential, .password, .token, .secret])
        ? .secret(.authorization) : .open
    default: return .open
    }
  }

  /// The identifier of a session, where that alone is what lets in.
  static func session(_ facts: FieldFacts) -> Judgement {
    facts.says([.secret, .authenticates]) && !facts.says(.identifier) ? .secret(.authorization) : .open
  }
}
