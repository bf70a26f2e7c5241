/// Judges a value by the noun phrase that opens its description, where its name tells nothing.
enum OpeningRule {
  /// Whether the description plainly calls the value a credential.
  static func isCredential(_ phrase: OpeningPhrase, _ facts: FieldFacts) -> Bool {
    guard Set(phrase.words).isDisjoint(with: negatives) else { return false }
    if let first = phrase.words.first, phrase.words.count > 1, verbs.contains(first) { return false }
    if let last = facts.allWords.last, dull.contains(last) { return false }
    let isAddress = facts.isAddress || LinkRule.heads.contains(facts.head)
    if links.contains(phrase.head) { return opensDoor(phrase) || carriesCredential(phrase, by: inside) }
    guard !isAddress else { return false }
    if carriers.contains(phrase.head) { return carriesCredential(phrase, by: inside.union(["with"])) }
    return names(phrase, facts)
  }

  /// Whether the opening outweighs what a description says later; half of a pair stays what it is.
  static func corrects(_ facts: FieldFacts) -> Bool {
    (facts.head == "token" || facts.head == "key") && !facts.isIn(.secretHalf)
  }

  /// Whether the description opens with a property of a credential, or a part of one: "The name of the default
  /// encryption key", "Token prefix", "Masked token".
  static func isAbout(_ phrase: OpeningPhrase, _ facts: FieldFacts) -> Bool {
    if let first = phrase.words.first, phrase.words.count > 1, parts.contains(first) { return true }
    guard !phrase.isValue, !phrase.hasAlternative, phrase.head != facts.allWords.last else { return false }
    let isOf = phrase.rest.first == "of" || phrase.rest.first == "for"
    if phrase.head == "information" { return ["on", "about", "for"].contains(phrase.rest.first) }
    if settings.contains(phrase.head) { return phrase.isPlural && isOf }
    return abouts.contains(phrase.head) && (phrase.words.count > 1 || isOf)
  }

  // MARK: The noun itself

  private static func names(_ phrase: OpeningPhrase, _ facts: FieldFacts) -> Bool {
    let modifier = phrase.modifier
    switch phrase.head {
    case "password", "passwd", "pwd", "passphrase", "psk", "mnemonic": return true
    case "passcode", "pin": return !facts.isAmong([.pins, .address])
    case "jwt": return true
    case "token":
      return tokens.contains(modifier) || phrase.isValue && modifier.isEmpty && facts.isAmong([.tokens, .login])
    case "key": return keys.contains(modifier) || phrase.isValue && modifier.isEmpty && facts.isAmong(.apiKeys)
    case "material": return modifier == "key"
    case "secret": return secrets.contains(modifier) || phrase.isValue
    case "cookie": return ["session", "auth", "authentication", "login", "csrf"].contains(modifier)
    case "code":
      guard !facts.says(.payment) else { return false }
      return CodeWords.secret.contains(modifier) && !CodeWords.uncertain.contains(modifier)
        && modifier != "authentication"
        || modifier == "time" && phrase.words.contains("one")
    case "seed":
      return seeds.contains(modifier) || phrase.continues(with: "authenticator")
    case "phrase": return ["pass", "seed", "recovery", "mnemonic", "secret"].contains(modifier)
    case "nonce": return ["payment", "card", "method"].contains(modifier)
    case "hash": return modifier == "password"
    case "otp", "totp": return true
    default: return false
    }
  }

  // MARK: Things with a credential inside

  /// Whether the words after the noun say that a credential is part of it.
  private static func carriesCredential(_ phrase: OpeningPhrase, by verbs: Set<String>) -> Bool {
    guard !phrase.rest.contains("without"), !phrase.rest.contains("placeholder") else { return false }
    for (position, word) in phrase.rest.enumerated() where verbs.contains(word) {
      let window = phrase.rest[(position + 1)...].prefix(6)
      for (place, inner) in zip(window.indices, window) {
        switch inner {
        case "password", "passwords", "credentials", "secret", "jwt", "passphrase": return true
        case "token": return true
        case "key":
          if place > window.startIndex,
            ["private", "api", "secret", "account", "access"].contains(phrase.rest[place - 1])
          {
            return true
          }
        default: break
        }
      }
    }
    return false
  }

  /// Whether whoever follows the link is let in by it.
  private static func opensDoor(_ phrase: OpeningPhrase) -> Bool {
    guard !phrase.rest.contains("page"), !phrase.words.contains("page"), !phrase.rest.contains("users") else {
      return false
    }
    if phrase.words.contains("magic") || phrase.words.contains("passwordless") { return true }
    let isPersonal = ["personal", "one", "single"].contains { phrase.words.contains($0) }
    if isPersonal, ["login", "reset", "recovery", "signin", "invitation"].contains(where: phrase.words.contains) {
      return true
    }
    return ["without logging in", "without signing in", "logs in", "signs in", "that accepts the invitation"].contains {
      phrase.continues(with: $0)
    }
  }

  // MARK: Words

  private static let negatives: Set<String> = [
    "public", "publishable", "encrypted", "masked", "redacted", "truncated", "obfuscated", "no", "max", "maximum",
    "min",
    "minimum", "example", "frontend", "page", "next", "previous", "hidden", "invalid", "sealed", "wrapped",
  ]
  /// Last words of names whose values are about a credential at most.
  static let dull: Set<String> = [
    "id", "name", "type", "at", "on", "date", "time", "count", "length", "size", "policy", "status", "state", "format",
    "algorithm", "alg", "method", "scope", "label", "title", "description", "hint", "prefix", "suffix", "fingerprint",
    "version", "issuer", "audience", "path", "email", "username", "user", "host", "port", "region", "role", "ttl",
    "expiry", "expire", "expiration", "lifetime", "ref", "reference", "arn", "uuid", "endpoint", "domain", "header",
    "field", "column", "reason", "message", "error", "provider", "kind", "mode", "strategy", "enabled", "note",
    "comment",
    "display", "template", "subject", "tag", "category", "owner", "permission", "event", "action", "option", "property",
    "identifier", "selector", "example", "placeholder", "help", "detail", "digest", "checksum", "location",
    "filename", "file", "guid", "index", "attribute", "claim", "group", "summary", "warning", "statu",
  ]
  /// Verbs at the start of a description of what a switch does.
  private static let verbs: Set<String> = [
    "import", "export", "delete", "create", "add", "remove", "ignore", "show", "hide", "disable", "enable", "send",
    "store", "generate", "rotate", "revoke", "update", "reset", "require", "allow", "skip", "keep", "check", "verify",
  ]
  private static let abouts: Set<String> = [
    "name", "id", "identifier", "type", "length", "algorithm", "version", "status", "expiration", "expiry", "path",
    "location", "arn", "label", "description", "lifetime", "prefix", "fingerprint", "hint", "owner", "scope",
    "directory", "folder", "filename", "character",
  ]
  private static let settings: Set<String> = ["configuration", "setting", "option", "parameter", "detail"]
  private static let parts: Set<String> = ["masked", "redacted", "truncated", "obfuscated", "partial"]
  private static let links: Set<String> = ["url", "uri", "link", "address"]
  private static let carriers: Set<String> = [
    "command", "script", "config", "configuration", "kubeconfig", "manifest", "profile", "string", "yaml", "json",
  ]
  private static let inside: Set<String> = [
    "including", "includes", "include", "containing", "contains", "contain", "carrying", "embedding",
  ]
  private static let tokens: Set<String> = [
    "access", "api", "auth", "bearer", "refresh", "secret", "session", "authentication", "authorization", "reset",
    "invitation", "registration", "enrollment", "enrolment", "join", "bootstrap", "bot", "deploy", "personal", "csrf",
    "jwt", "oauth", "login", "sa", "recovery", "identity", "webhook", "runner", "agent",
  ]
  private static let keys: Set<String> = [
    "api", "secret", "private", "signing", "symmetric", "hmac", "encryption", "decryption", "master", "shared",
    "preshared", "license", "licence", "unlock", "activation", "recovery", "stream",
  ]
  private static let secrets: Set<String> = [
    "webhook", "shared", "client", "signing", "api", "app", "application", "consumer", "hmac", "totp", "oauth", "token",
    "radiu", "master", "jwt", "encryption", "callback", "integration", "session", "cookie", "verification",
  ]
  private static let seeds: Set<String> = ["totp", "otp", "mfa", "mnemonic", "wallet", "recovery", "secret"]
}
