/// Judges tokens: those that give access, and those that mark a position or a version.
enum TokenRule {
  static func judge(_ facts: FieldFacts) -> Judgement {
    guard !facts.words.dropLast().contains(where: TokenWords.plain.contains) || isWayIn(facts) else { return .denied }
    if facts.says(.dns) { return .denied }
    // Some call the identifiers of their resources tokens (`account_token`).
    if facts.isUUID, !facts.isAlone, !credentials.contains(facts.modifier), !facts.says(tokens) { return .denied }
    if facts.says(.place), !facts.says([.token, .secret]) { return .denied }
    if facts.isUntyped, facts.isIn(.reference) || facts.says(.reference) { return .denied }
    if facts.says(.publicPart), !facts.says([.secret, .once]) { return .denied }
    if facts.says(.mark), !facts.says([.token, .secret, .authenticates]), !facts.has("csrf") { return .denied }
    if facts.says(.reference) || isIdentified(facts) { return .denied }
    if facts.isIn(.usage) || facts.isAlone && facts.isIn(.paging) && !facts.isAmong(.login) && !facts.says(tokens) {
      return .denied
    }
    switch facts.modifier {
    case "device", "registration", "notification", "mobile", "messaging":
      if facts.says(.push) || facts.isAmong(.push) || facts.modifier == "device" && !facts.says(.authenticates) {
        return .denied
      }
    // From a caller, this marks a repeated request; from a backend, it gives a browser access.
    case "client": if facts.role == .input, !facts.says(tokens) { return .denied }
    default: break
    }
    if facts.isAlone, facts.says(.push) || facts.isIn(.push) && !facts.says(tokens) { return .denied }
    return .secret(.token)
  }

  private static let tokens: Prose = [.token, .secret, .once, .apiKey, .authenticates, .password]

  /// Words before the head of tokens that are credentials even if they are UUIDs.
  private static let credentials: Set<String> = [
    "access", "api", "auth", "authentication", "authorization", "bearer", "refresh", "session", "reset", "invitation",
    "invite", "registration", "enrollment", "join", "bootstrap", "deploy", "confirmation", "verification", "activation",
    "recovery", "login", "csrf", "bot", "secret", "private", "personal", "webhook", "agent", "runner", "download",
    "upload",
    "share", "unsubscribe", "install", "setup",
  ]

  private static func isIdentified(_ facts: FieldFacts) -> Bool {
    facts.says(.identifier) && !facts.says(tokens)
  }

  /// Whether a word before the head makes the token a credential nevertheless.
  private static func isWayIn(_ facts: FieldFacts) -> Bool {
    ["access", "auth", "bearer", "refresh", "secret", "session", "oauth", "csrf"].contains(facts.modifier)
  }
}
