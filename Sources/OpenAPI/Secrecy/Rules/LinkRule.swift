/// Judges addresses that give access by themselves, or contain a credential.
enum LinkRule {
  static let heads: Set<String> = ["url", "uri", "link", "dsn", "href", "jdbc", "webhook"]

  static func judge(_ facts: FieldFacts) -> Judgement {
    switch facts.head {
    case "dsn": return facts.says(.publicPart) || facts.has("public") ? .denied : .secret(.connection)
    case "code" where facts.modifier == "bar": return facts.isIn(.oneTimePasswords) ? .secret(.link) : .open
    case "code": return facts.isAmong([.factors, .oneTimePasswords]) ? .secret(.link) : .open
    default: break
    }
    if facts.says(.excluded) { return .denied }
    let words = Set(facts.words)
    if words.contains("otpauth") || words.contains("totp") || words.contains("otp") { return .secret(.link) }
    if facts.isIn(.oneTimePasswords), facts.isAlone || words.contains("config") { return .secret(.link) }
    if words.contains("provisioning"), facts.isAmong(.factors) { return .secret(.link) }
    if facts.says(.secretKey), facts.isAmong(.factors) { return .secret(.link) }
    // This is the picture of a TOTP seed, or the page that creates one.
    let isPicture = words.contains("qr") || words.contains("image") || words.contains("bar") && words.contains("code")
    if isPicture || words.contains("ticket"), facts.role == .output, facts.isAmong(.factors) { return .secret(.link) }
    if words.contains("sas") { return .secret(.connection) }
    if words.contains("magic") || words.contains("passwordless") { return .secret(.link) }
    // An invitation is for one person; invites are passed around.
    let isInvitation = words.contains("invitation") || words.contains("accept") && facts.isAmong(.invites)
    if facts.role == .output, isInvitation, !facts.isAmong(.configuration), !facts.says(.page) {
      return .secret(.link)
    }
    if facts.role == .output, !facts.isAmong([.configuration, .policy]), !facts.says(.page),
      words.contains("activation") || words.contains("recovery") || words.contains("reset")
    {
      let isOfAccount = !words.isDisjoint(with: ["password", "account", "user", "email", "login"])
      return isOfAccount || facts.words.count == 2 && !words.contains("page") ? .secret(.link) : .open
    }
    if facts.modifier == "connection" || facts.modifier == "database" { return connection(facts) }
    if facts.isIn(.database), facts.isIn(.accountName), facts.head == "uri" || facts.head == "url", facts.isAlone {
      return .secret(.connection)
    }
    if facts.role == .output, facts.isAlone || facts.modifier == "start", facts.says(.signIn) { return .secret(.link) }
    if facts.says(.connection), !facts.says(.flag) { return .secret(.connection) }
    return incomingWebhook(facts)
  }

  /// An address at which anyone who knows it may post to a chat.
  private static func incomingWebhook(_ facts: FieldFacts) -> Judgement {
    guard facts.head == "webhook" || facts.modifier == "webhook" else { return .open }
    let isOfChat = !chats.isDisjoint(with: facts.words) && !facts.says(.flag)
    return isOfChat || facts.says(.incomingWebhook) ? .secret(.link) : .open
  }

  private static let chats: Set<String> = ["incoming", "slack", "discord", "msteam", "mattermost"]

  static func connection(_ facts: FieldFacts) -> Judgement {
    if facts.head == "string" || facts.says([.connection, .password]) { return .secret(.connection) }
    return facts.modifier == "database" || facts.isIn(.accountName) ? .secret(.connection) : .open
  }
}
