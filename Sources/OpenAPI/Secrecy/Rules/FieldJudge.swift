import JSON

/// Judges fields by the head of their name, with a rule for each kind of head.
enum FieldJudge {
  typealias Rule = @Sendable (FieldFacts) -> Judgement

  /// Judges a field that may contain text.
  ///
  /// - Parameters:
  ///   - words: The words of its name.
  ///   - schema: A schema of its value.
  ///   - surroundings: The subjects of the object that contains it.
  ///   - operation: The subjects of the operation, if the field is near its root.
  ///   - isTop: Whether it is a member of a whole body.
  ///   - role: The side of the call that gives the values.
  /// - Returns: The judgement on text in the field.
  static func judge(
    _ words: [String],
    schema: JSONValue,
    surroundings: Surroundings,
    operation: Surroundings,
    isTop: Bool = false,
    role: Secrecy.Role
  ) -> Judgement {
    if surroundings.contains(.jwk), words.count == 1, KeyMembers.secret.contains(words[0]) {
      return .secret(.keyMember)
    }
    let named = rule(for: words) ?? holderRule(words, surroundings)
    let description = schema["description"]?.string
    let phrase = OpeningPhrase(description)
    guard named != nil || phrase != nil else { return .open }
    let facts = FieldFacts(
      words: named?.1 ?? words,
      allWords: words,
      surroundings: surroundings,
      operation: operation,
      prose: Prose(description),
      isWriteOnly: schema["writeOnly"] == true,
      isBinary: schema["format"] == "binary" || schema["format"] == "byte",
      isAddress: ["uri", "url", "uri-reference"].contains { schema["format"] == .string($0) },
      isUUID: schema["format"] == "uuid",
      isObject: schema["type"] == "object",
      isUntyped: schema["type"] == nil,
      isTop: isTop,
      role: role
    )
    // A switch, a name or a cursor is no secret, whatever its name.
    if named != nil, isExcluded(facts) || phrase.map({ OpeningRule.isAbout($0, facts) }) ?? false { return .denied }
    let judgement = named.map { $0.0(facts) } ?? .open
    guard judgement == .open || judgement == .denied && OpeningRule.corrects(facts), let phrase, !isExcluded(facts)
    else {
      return judgement
    }
    return OpeningRule.isCredential(phrase, facts) ? .secret(.description) : judgement
  }

  /// Whether there is a rule for a name, so that the schema of its value needs a look.
  static func judges(_ words: [String], in surroundings: Surroundings) -> Bool {
    surroundings.contains(.jwk) || surroundings.contains(.secrets) || rule(for: words) != nil
  }

  /// The rule for a name, with the words that it applies to; `nil` if there is none.
  private static func rule(for words: [String]) -> (Rule, [String])? {
    guard let last = words.last else { return nil }
    if words.count > 1, let rule = pairs[last]?[words[words.count - 2]] { return (rule, words) }
    if !Qualifiers.trailing.contains(last), let rule = heads[last] { return (rule, words) }
    var trimmed = words[...]
    while trimmed.count > 1, let last = trimmed.last, Qualifiers.trailing.contains(last) {
      trimmed.removeLast()
      guard let head = trimmed.last, !weak.contains(head) else { continue }
      let before = trimmed.count > 1 ? trimmed[trimmed.count - 2] : ""
      if let rule = pairs[head]?[before] ?? heads[head] { return (rule, Array(trimmed)) }
    }
    return heads[last].map { ($0, words) }
  }

  /// The rule for members of an object of secrets, whose names only identify them (`secrets.production`).
  private static func holderRule(_ words: [String], _ surroundings: Surroundings) -> (Rule, [String])? {
    surroundings.contains(.secrets) ? (StoreRule.member, words) : nil
  }

  /// Heads without a meaning if another word follows.
  private static let weak: Set<String> = [
    "value", "data", "link", "url", "uri", "number", "plaintext", "code", "certificate", "content", "refresh", "auth",
  ]

  private static func isExcluded(_ facts: FieldFacts) -> Bool {
    // Data in a token, or added to one, is not the token (`userDataInJWT`).
    if facts.words.count > 2, Qualifiers.prepositions.contains(facts.modifier),
      !["sign", "log", "check", "plug"].contains(facts.words[facts.words.count - 3])
    {
      return true
    }
    if let first = facts.allWords.first, facts.allWords.count > 1, Qualifiers.switching.contains(first) { return true }
    if facts.says(.choice) { return true }
    let isHint = facts.head == "hint"
    if facts.says(isHint ? .flag : [.flag, .fieldName]), !facts.says([.once, .password]) { return true }
    // These are texts of a page in some language, or names of actions.
    if facts.isIn([.texts, .grants]) || facts.role == .output && facts.operation.contains(.localized) { return true }
    if facts.isAddress, !LinkRule.heads.contains(facts.head) { return true }
    return facts.says(.captcha)
  }

  private static let heads: [String: Rule] = {
    var heads: [String: Rule] = [:]
    for word in PasswordRule.heads { heads[word] = PasswordRule.judge }
    for word in CardRule.heads { heads[word] = CardRule.judge }
    for word in HashRule.heads { heads[word] = HashRule.judge }
    for word in StoreRule.heads { heads[word] = StoreRule.judge }
    for word in LinkRule.heads { heads[word] = LinkRule.judge }
    for word in AuthorizationRule.heads { heads[word] = AuthorizationRule.judge }
    for word in FileRule.heads { heads[word] = FileRule.judge }
    for word in KeyRule.heads { heads[word] = KeyRule.named(whole:) }
    heads["token"] = TokenRule.judge
    heads["key"] = KeyRule.judge
    heads["code"] = CodeRule.judge
    heads["answer"] = AnswerRule.judge
    heads["license"] = KeyRule.license
    heads["licence"] = KeyRule.license
    heads["response"] = AnswerRule.response
    return heads
  }()

  /// Rules for pairs of words, by the last word and the one before it.
  private static let pairs: [String: [String: Rule]] = [
    "hint": ["token": { _ in .secret(.token) }],
    "phrase": [
      "pass": PasswordRule.judge, "seed": PasswordRule.judge, "recovery": PasswordRule.judge,
      "mnemonic": PasswordRule.judge,
      "secret": PasswordRule.judge,
    ],
    "string": [
      "hmac": KeyRule.named(whole:), "connection": LinkRule.connection, "community": { _ in .secret(.password) },
    ],
    "json": ["config": FileRule.judge],
    "payload": ["auth": CodeRule.payload],
    "material": ["key": KeyRule.named(whole:)],
    "command": ["join": CommandRule.judge, "registration": CommandRule.judge, "enrollment": CommandRule.judge],
    "png": ["qr": LinkRule.judge, "code": LinkRule.judge], "image": ["qr": LinkRule.judge, "code": LinkRule.judge],
    "svg": ["qr": LinkRule.judge, "code": LinkRule.judge], "entropy": ["seed": PasswordRule.judge],
    "id": ["secret": PasswordRule.secretID, "session": AuthorizationRule.session],
    "verifier": [
      "code": { _ in .secret(.code) }, "oauth": { _ in .secret(.code) }, "pkce": { _ in .secret(.code) },
    ],
    "factor": ["two": CodeRule.factor, "second": CodeRule.factor],
    "history": ["password": HashRule.history],
    "block": ["pin": { _ in .secret(.code) }],
    "setting": ["secure": StoreRule.judge],
    "community": ["snmp": { _ in .secret(.password) }, "read": { _ in .secret(.password) }],
    "config": ["kube": FileRule.judge],
    "data": ["track": CardRule.track],
    "header": ["authorization": AuthorizationRule.judge, "auth": AuthorizationRule.judge],
    "nonce": ["method": { _ in .secret(.card) }, "card": { _ in .secret(.card) }, "payment": { _ in .secret(.card) }],
    "code": ["qr": LinkRule.judge, "bar": LinkRule.judge],
    "seed": [
      "totp": PasswordRule.judge, "otp": PasswordRule.judge, "mfa": PasswordRule.judge, "wallet": PasswordRule.judge,
    ],
  ]
}

/// The private members of a JSON Web Key (RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1).
enum KeyMembers {
  static let secret: Set<String> = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]
}
