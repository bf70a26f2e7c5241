/// Passwords, secrets and what is called like them.
enum PasswordRule {
  static let heads: Set<String> = [
    "password", "passwd", "pwd", "passphrase", "pass", "pw", "psk", "secret", "credential", "cred", "otp", "totp",
    "hotp",
    "pin", "mnemonic", "tan", "csrf", "xsrf", "puk", "jwt", "bearer", "cookie", "pat", "unlockcode", "passcode",
  ]

  static func judge(_ facts: FieldFacts) -> Judgement {
    switch facts.head {
    case "pass": return pass(facts)
    case "pin": return pin(facts)
    case "cookie": return cookie(facts)
    case "pat", "tan": return facts.isAlone && !facts.says(.token) ? .open : .secret(.password)
    case "secret", "credential", "cred": return secret(facts)
    case "jwt", "bearer": return facts.says([.reference, .identifier]) ? .denied : .secret(.token)
    case "otp", "totp", "hotp":
      return facts.isAmong(.policy) && !facts.isAmong([.login, .factors]) ? .open : .secret(.code)
    default:
      let denials: Prose = facts.isUntyped ? [.reference, .identifier] : [.reference, .masked]
      return facts.says(denials) && !facts.says([.password, .secret]) ? .denied : .secret(.password)
    }
  }

  /// A secret, unless it is a reference to one.
  private static func secret(_ facts: FieldFacts) -> Judgement {
    if facts.says([.reference, .identifier]), !facts.says(.once) { return .denied }
    // Beside a name of its key it is told which secret is meant.
    if facts.isIn(.reference), facts.isUntyped || facts.isAlone { return .denied }
    if facts.says(.masked), !facts.says(.once) { return .denied }
    return .secret(.password)
  }

  private static func pass(_ facts: FieldFacts) -> Judgement {
    let isPassword = facts.words.count > 1 ? accounts.contains(facts.modifier) : facts.isIn(.accountName)
    return isPassword || facts.says(.password) || facts.isWriteOnly ? .secret(.password) : .open
  }

  private static let accounts: Set<String> = [
    "bind", "smtp", "imap", "pop", "db", "user", "root", "admin", "mail", "email", "proxy", "ftp", "sftp", "http",
    "auth", "login", "account", "sudo", "ldap", "wifi", "ssh", "vnc", "sql", "mysql", "redis", "host", "rcon", "my",
  ]

  private static func pin(_ facts: FieldFacts) -> Judgement {
    if facts.isAmong([.address, .pins]), !facts.says([.code, .password]) { return .open }
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
    guard facts.words.count == 2, !facts.says([.identifier, .reference]) else { return .denied }
    let isCollection = facts.isAmong([.secrets, .reference]) && !facts.isIn(.login)
    return isCollection ? .denied : .secret(.password)
  }
}
