/// Keys that open, sign or encrypt, and those that only name an entry.
enum KeyRule {
  static func judge(_ facts: FieldFacts) -> Judgement {
    if facts.says(.publicPart), !facts.says([.secret, .once]), !facts.has("private") { return .denied }
    if facts.says([.reference, .masked, .digest]), !facts.says([.secretKey, .once, .token]) { return .denied }
    if facts.says(.identifier), !facts.says([.secretKey, .once, .secret]) { return .denied }
    if facts.has("public") || facts.has("publishable") || facts.has("pub") { return .denied }
    if facts.isUntyped, facts.isIn(.reference) { return .denied }
    return facts.isAlone ? alone(facts) : named(facts)
  }

  private static func named(_ facts: FieldFacts) -> Judgement {
    let modifier = facts.modifier
    if isPublicHalf(facts) { return .denied }
    if modifier == "primary" || modifier == "secondary" {
      let isPair = facts.isIn([.secondKey, .apiKeys]) || facts.says(secrets)
      return isPair && !facts.isAmong(.database) ? .secret(.key) : .open
    }
    if KeyWords.plain.contains(modifier) { return facts.says([.secretKey, .once]) ? .secret(.description) : .open }
    if KeyWords.uncertain.contains(modifier) {
      let isSecret =
        facts.says(secrets) || facts.isAmong([.apiKeys, .privateKeys]) || facts.has("private") || isServiceKey(facts)
      return isSecret && !facts.isIn(.publicKeys) ? .secret(.key) : .open
    }
    if KeyWords.secret.contains(modifier) { return .secret(.key) }
    if facts.has("private") || facts.has("secret") { return .secret(.key) }
    return facts.says([.secretKey, .apiKey, .once, .secret]) ? .secret(.description) : .open
  }

  private static let secrets: Prose = [.secretKey, .apiKey, .once, .secret, .token, .password, .authenticates]

  private static func isServiceKey(_ facts: FieldFacts) -> Bool {
    facts.modifier == "account" && facts.has("service") || facts.modifier == "developer" || facts.modifier == "service"
      || facts.modifier == "storage"
  }

  /// Whether the key is the half of a pair that only says who asks.
  private static func isPublicHalf(_ facts: FieldFacts) -> Bool {
    guard facts.isIn(.secretHalf), !facts.has("private"), !facts.has("secret") else { return false }
    return ["api", "access", "integration", "client", "consumer", "app", "application", "account", "user"].contains(
      facts.modifier
    )
  }

  private static func alone(_ facts: FieldFacts) -> Judgement {
    if facts.isIn(.secretHalf) || facts.isIn(.reference) { return .denied }
    if facts.says([.secretKey, .once]) { return .secret(.description) }
    // The other half of a certificate.
    if facts.isIn(.certificateMember), !facts.isIn(.publicKeys) { return .secret(.certificateKey) }
    if facts.says([.authenticates, .password]) { return .secret(.description) }
    if facts.isIn([.reference, .named]) && !facts.isIn([.apiKeys, .symmetricKeys, .privateKeys]) {
      return facts.says(.apiKey) ? .secret(.description) : .open
    }
    if facts.isAmong(.publicKeys) || facts.says([.certificate]) { return .open }
    if facts.isIn([.privateKeys, .symmetricKeys, .apiKeys]) || facts.says(.apiKey) { return .secret(.key) }
    if facts.operation.contains(.apiKeys) { return .secret(.key) }
    if facts.isWriteOnly || facts.says(.secret) { return .secret(.key) }
    return .open
  }
}
