/// Addresses that let in by themselves, or that have a credential in them.
enum LinkRule {
  static let heads: Set<String> = ["url", "uri", "link", "dsn", "href", "jdbc"]

  static func judge(_ facts: FieldFacts) -> Judgement {
    switch facts.head {
    case "dsn": return facts.says(.publicPart) || facts.has("public") ? .denied : .secret(.connection)
    case "code": return facts.isAmong([.factors, .oneTimePasswords]) ? .secret(.link) : .open
    default: break
    }
    let words = Set(facts.words)
    if words.contains("otpauth") || words.contains("totp") || words.contains("otp") { return .secret(.link) }
    if words.contains("provisioning"), facts.isAmong(.factors) { return .secret(.link) }
    if facts.says(.secretKey), facts.isAmong(.factors) { return .secret(.link) }
    if words.contains("sas") { return .secret(.connection) }
    if words.contains("magic") || words.contains("passwordless") { return .secret(.link) }
    if facts.role == .output, words.contains("activation") || words.contains("recovery") || words.contains("reset") {
      return words.contains("password") || facts.isAlone == false && !words.contains("page") ? .secret(.link) : .open
    }
    if facts.modifier == "connection" || facts.modifier == "database" { return connection(facts) }
    if facts.isIn(.database), facts.isIn(.accountName), facts.head == "uri" || facts.head == "url", facts.isAlone {
      return .secret(.connection)
    }
    if facts.role == .output, facts.isAlone || facts.modifier == "start", facts.says(.signIn) { return .secret(.link) }
    if facts.says(.connection), !facts.says(.flag) { return .secret(.connection) }
    if facts.modifier == "webhook", facts.has("incoming") || facts.has("slack") { return .secret(.link) }
    return .open
  }

  static func connection(_ facts: FieldFacts) -> Judgement {
    if facts.head == "string" || facts.says([.connection, .password]) { return .secret(.connection) }
    return facts.modifier == "database" || facts.isIn(.accountName) ? .secret(.connection) : .open
  }
}
