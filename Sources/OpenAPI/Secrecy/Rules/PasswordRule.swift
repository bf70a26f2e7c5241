/// Judges passwords, secrets and similar values.
enum PasswordRule {
  static let heads: Set<String> = [
    "password", "passwd", "pwd", "passphrase", "pass", "pw", "psk", "secret", "credential", "cred", "otp", "totp",
    "hotp", "otc", "scratch",
    "pin", "mnemonic", "tan", "csrf", "xsrf", "puk", "jwt", "bearer", "cookie", "pat", "unlockcode", "passcode",
    "requirepass", "masterauth",
  ]

  static func judge(_ facts: FieldFacts) -> Judgement {
    switch facts.head {
    case "pass": return pass(facts)
    case "pin": return pin(facts)
    case "cookie": return cookie(facts)
    case "pat", "tan": return facts.isAlone && !facts.says(.token) ? .open : .secret(.password)
    case "secret", "credential", "cred": return secret(facts)
    case "jwt", "bearer": return facts.says([.reference, .identifier]) ? .denied : .secret(.token)
    case "scratch": return facts.isAlone && !facts.isAmong(.factors) && !facts.says(.code) ? .open : .secret(.code)
    case "otp", "totp", "hotp", "otc":
      return facts.isAmong(.policy) && !facts.isAmong([.login, .factors]) ? .open : .secret(.code)
    default:
      var denials: Prose = facts.isUntyped ? [.reference, .identifier] : .reference
      // A backend may show a masked password; a caller gives a whole one.
      if !facts.isUntyped, facts.role == .output { denials.formUnion(.masked) }
      return facts.says(denials) && !facts.says([.password, .secret]) ? .denied : .secret(.password)
    }
  }

  /// Judges a secret, which may be only a reference to one.
  private static func secret(_ facts: FieldFacts) -> Judgement {
    if facts.says([.reference, .identifier]), !facts.says(.once) { return .denied }
    // Next to the name of its key, it identifies a secret.
    if facts.isIn(.reference), facts.isUntyped || facts.isAlone { return .denied }
    if facts.says(.masked), !facts.says(.once) { return .denied }
    // This is the half of a pair that describes the other one; a cluster's image pull secrets are given by name.
    if facts.head != "secret", facts.isIn(.secretHalf), facts.allWords.last == "data" { return .denied }
    if facts.has("image"), facts.has("pull") { return .denied }
    // The scope of a signature, which stands beside it.
    if facts.has("amz") || facts.has("goog") { return .denied }
    // The data that a security key reveals is its public key.
    if !publicCredentials.isDisjoint(with: facts.words) { return .denied }
    return .secret(.password)
  }

  private static func pass(_ facts: FieldFacts) -> Judgement {
    // A proxy passes requests on (`proxy_pass`).
    if facts.modifier == "proxy", !facts.isIn(.accountName), !facts.says(.password) { return .open }
    let isPassword = facts.words.count > 1 ? !passages.contains(facts.modifier) : facts.isIn(.accountName)
    return isPassword || facts.says(.password) || facts.isWriteOnly ? .secret(.password) : .open
  }

  private static let publicCredentials: Set<String> = ["webauthn", "passkey", "fido", "verifiable", "public"]

  /// Words before `pass` that make it an entrance or a step: `boarding_pass`, `first_pass`.
  private static let passages: Set<String> = [
    "boarding", "season", "day", "week", "month", "year", "event", "wallet", "apple", "google", "battle", "guest",
    "visitor", "by", "low", "high", "band", "render", "first", "second", "third", "last", "next", "previous", "single",
    "multi", "two", "all", "fast", "transit", "travel", "parking", "free", "test", "quality", "check", "must", "total",
  ]

  private static func pin(_ facts: FieldFacts) -> Judgement {
    // The operation that sets a PIN is named after it, as are those about pinned things.
    let isSet = facts.isTop && facts.isAlone && facts.role == .input && !facts.isIn(.address)
    if facts.isAmong([.address, .pins]), !isSet, !facts.isIn(.login), !facts.says([.code, .password]) { return .open }
    if facts.says([.encrypted, .identifier]) || facts.has("map") || facts.has("location") { return .denied }
    return .secret(.code)
  }

  private static func cookie(_ facts: FieldFacts) -> Judgement {
    if facts.isAlone, facts.role == .input, !facts.isAmong(.policy) { return .secret(.authorization) }
    let isSession = facts.has("session") || facts.has("auth") || facts.has("csrf") || facts.isAmong(.login)
    return isSession || facts.says([.authenticates, .token, .secret]) ? .secret(.authorization) : .open
  }

  /// The secret half of an application's credentials (Vault's AppRole, Tencent's), or the identifier of a secret.
  static func secretID(_ facts: FieldFacts) -> Judgement {
    let isAlone = facts.words.count == 2 || facts.has("one") && facts.has("time")
    guard isAlone, !facts.says([.identifier, .reference]) else { return .denied }
    let isCollection = facts.isAmong([.secrets, .reference]) && !facts.isIn(.login)
    return isCollection ? .denied : .secret(.password)
  }
}
