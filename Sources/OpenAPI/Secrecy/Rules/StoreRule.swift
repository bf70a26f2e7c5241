/// Judges members that are secret only in some contexts: `value`, `data`, `plaintext`.
enum StoreRule {
  static let heads: Set<String> = ["value", "data", "plaintext", "content", "payload", "raw", "text", "decoded"]

  static func judge(_ facts: FieldFacts) -> Judgement {
    if facts.head == "data" || facts.head == "setting", facts.has("secure") || facts.has("sensitive") {
      return .secret(.store)
    }
    if facts.head != "plaintext", facts.says(.encrypted) || facts.allWords.contains("encrypted") {
      return .denied
    }
    if facts.says(.once), facts.says([.apiKey, .token, .secretKey, .password, .secret]) {
      return .secret(.description)
    }
    if facts.isTop, facts.role == .input, facts.isAlone, written.contains(facts.head),
      facts.operation.contains(.secrets),
      !facts.operation.contains(.store), !facts.says([.flag, .reference, .identifier])
    {
      return .secret(.store)
    }
    if facts.isWriteOnly, facts.isAlone, facts.isIn([.apiKeys, .secrets, .tokens]), !facts.isIn(.reference) {
      return .secret(.store)
    }
    if facts.head == "plaintext" {
      return facts.isAlone && facts.isAmong(.crypto) || facts.says(.secretKey) ? .secret(.store) : .open
    }
    if facts.isIn(.hashed), facts.isIn(.passwords), facts.head == "value" { return .secret(.hash) }
    if facts.has("salted") { return .secret(.hash) }
    if facts.head == "value" { return value(facts) }
    // These are forms of one secret.
    if facts.isAlone, facts.head == "decoded" || facts.head == "raw", facts.isIn(.secrets) { return .secret(.store) }
    guard facts.isAlone || facts.modifier == "string" || facts.modifier == "secret" else { return .open }
    guard facts.isAmong(.secrets), !facts.isIn(.reference) else { return .open }
    return facts.says(.secret) || facts.isIn(.store) && facts.isObject ? .secret(.store) : .open
  }

  /// Names of what is stored when a secret is written.
  private static let written: Set<String> = ["value", "payload", "content", "data"]

  /// A member of a store whose name only identifies the secret.
  static func member(_ facts: FieldFacts) -> Judgement {
    let isSecret =
      facts.says([.secretKey, .password, .apiKey]) && !facts.says([.reference, .identifier, .publicPart, .digest])
    let isDull = facts.allWords.last.map(OpeningRule.dull.contains) ?? false
    return isSecret && !isDull && !facts.isIn(.reference) && facts.isAlone ? .secret(.description) : .open
  }

  private static func value(_ facts: FieldFacts) -> Judgement {
    guard facts.isAlone, !facts.isIn(.reference) else { return .open }
    if facts.isIn([.apiKeys, .tokens, .secrets, .passwords]), !facts.isIn([.publicKeys, .keyed]) {
      return .secret(.store)
    }
    if facts.isIn(.authorization), !facts.says(.flag) { return .secret(.authorization) }
    if facts.says([.apiKey, .secretKey, .token, .password]), !facts.says([.flag, .publicPart]) {
      return .secret(.description)
    }
    return facts.operation.contains(.secrets) && facts.says(.secret) ? .secret(.store) : .open
  }
}
