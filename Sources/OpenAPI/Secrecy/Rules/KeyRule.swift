/// Judges keys: those that open, sign or encrypt, and those that name an entry.
enum KeyRule {
  /// Names of keys that wrap other keys, or authenticate messages.
  static let heads: Set<String> = ["kek", "dek", "mack"]

  static func named(whole facts: FieldFacts) -> Judgement {
    facts.says([.reference, .identifier, .masked]) && !facts.says(.secretKey) ? .denied : .secret(.key)
  }

  /// A license that unlocks a product according to its description; otherwise it is the name of the terms.
  static func license(_ facts: FieldFacts) -> Judgement {
    let isUploaded = facts.isTop && facts.role == .input && facts.isAmong(.licenses)
    return facts.isAlone && (facts.says(.secretKey) || isUploaded) && !facts.says([.identifier, .reference])
      ? .secret(.description) : .open
  }

  static func judge(_ facts: FieldFacts) -> Judgement {
    // For a key with a public half, a secret in its description is something else.
    let hidden: Prose = facts.isPublicKind ? .once : [.secret, .once]
    if facts.says(.publicPart), !facts.says(hidden), !facts.has("private") { return .denied }
    if facts.says([.reference, .masked, .digest]), !facts.says([.secretKey, .once, .token]) { return .denied }
    if facts.says(.identifier), !facts.says([.secretKey, .once, .secret]) { return .denied }
    if facts.has("public") || facts.has("publishable") || facts.has("pub") || facts.has("vapid") { return .denied }
    if facts.isUntyped, facts.isIn(.reference) { return .denied }
    return facts.isAlone ? alone(facts) : named(facts)
  }

  private static func named(_ facts: FieldFacts) -> Judgement {
    let modifier = facts.modifier
    if isPublicHalf(facts) { return .denied }
    // A broker sends messages on by this key, which opens nothing.
    if modifier == "routing", facts.isAmong(.messaging) { return .open }
    // This key identifies a server to those who connect.
    if modifier == "host", facts.has("ssh") { return .open }
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
    // Beside the secret of the same thing, an access key identifies (`sns_key`, `sns_secret`).
    let telling: Prose =
      facts.isIn(.prefixedSecret) ? [.secretKey, .once, .secret] : [.secretKey, .apiKey, .once, .secret]
    return facts.says(telling) ? .secret(.description) : .open
  }

  private static let secrets: Prose = [.secretKey, .apiKey, .once, .secret, .token, .password, .authenticates]

  private static func isServiceKey(_ facts: FieldFacts) -> Bool {
    facts.modifier == "account" && (facts.has("service") || facts.isAmong(.storage))
      || facts.modifier == "product" && facts.isAmong(.licenses) || facts.modifier == "developer"
      || facts.modifier == "service"
      || facts.modifier == "storage"
  }

  /// Whether the key is the identifying half of a pair.
  private static func isPublicHalf(_ facts: FieldFacts) -> Bool {
    guard !facts.has("private"), !facts.has("secret") else { return false }
    if facts.isIn(.prefixedHalf), facts.modifier == "access", facts.words.count > 2 { return true }
    guard facts.isIn(.secretHalf) else { return false }
    return ["api", "access", "integration", "client", "consumer", "app", "application", "account", "user"].contains(
      facts.modifier
    )
  }

  private static func alone(_ facts: FieldFacts) -> Judgement {
    if facts.isIn(.secretHalf) || facts.isIn(.reference) { return .denied }
    if facts.says([.secretKey, .once]) { return .secret(.description) }
    // This is the other half of a certificate.
    if facts.isIn(.certificateMember), !facts.isIn(.publicKeys) { return .secret(.certificateKey) }
    if facts.says([.authenticates, .password]) { return .secret(.description) }
    if facts.isIn([.reference, .named]) && !facts.isIn([.apiKeys, .symmetricKeys, .privateKeys]) {
      return facts.says(.apiKey) ? .secret(.description) : .open
    }
    if facts.isAmong(.publicKeys) || facts.says([.certificate]) { return .open }
    if facts.isIn([.privateKeys, .symmetricKeys, .apiKeys]) || facts.says(.apiKey) { return .secret(.key) }
    if facts.operation.contains(.apiKeys) || facts.isIn(.tokens) { return .secret(.key) }
    if facts.isWriteOnly || facts.says(.secret) { return .secret(.key) }
    return .open
  }
}
