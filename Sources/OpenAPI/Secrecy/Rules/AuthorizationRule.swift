/// Judges values of authorization fields, assertions and sessions.
enum AuthorizationRule {
  static let heads: Set<String> = [
    "authorization", "auth", "assertion", "session", "refresh", "access", "ticket", "crumb",
  ]

  static func judge(_ facts: FieldFacts) -> Judgement {
    if facts.says(.reference) { return .denied }
    switch facts.words.last {
    case "authorization", "header": return authorization(facts)
    case "crumb": return .secret(.authorization)
    case "ticket": return ticket(facts)
    case "assertion": return .secret(.token)
    // One half of a pair of tokens.
    case "access":
      return facts.isAlone && facts.isIn(.refreshMember) && facts.isAmong([.tokens, .login]) ? .secret(.token) : .open
    case "refresh":
      return facts.isAlone && facts.isAmong([.tokens, .login]) || facts.says(.token) ? .secret(.token) : .open
    case "auth":
      return facts.has("registry") || facts.says([.credential, .password, .token, .secret])
        ? .secret(.authorization) : .open
    default: return .open
    }
  }

  /// The value of the header field `Authorization`, not an authorized payment or the address of a resource.
  private static func authorization(_ facts: FieldFacts) -> Judgement {
    if facts.isUntyped && facts.isIn(.reference) { return .open }
    guard facts.head == "authorization", facts.isAlone else { return .secret(.authorization) }
    // This is a payment that was authorized, or a permission.
    if facts.isAmong(.payments) || facts.says(.identifier) { return .open }
    if facts.role == .output, !facts.says([.token, .secret, .authenticates, .credential]) { return .open }
    return .secret(.authorization)
  }

  /// A ticket that gives access, not one of a help desk.
  private static func ticket(_ facts: FieldFacts) -> Judgement {
    if facts.says([.identifier, .reference]) { return .open }
    return facts.says([.authenticates, .token, .secret])
      || facts.isAlone && facts.isAmong([.login, .reset, .passwords, .factors])
      ? .secret(.token) : .open
  }

  /// The identifier of a session, if it alone gives access.
  static func session(_ facts: FieldFacts) -> Judgement {
    facts.says([.secret, .authenticates]) && !facts.says(.identifier) ? .secret(.authorization) : .open
  }
}
