import JSON
import TextCoding

extension State {
  /// The state as JSON, without faults, counts, and sign-ins that people are in the middle of.
  func saved(at now: Timestamp) -> JSONValue {
    let tokens = Identity.allCases.map { ($0.rawValue, JSONValue.string(self.tokens[$0] ?? "")) }
    let burns = sessions.burnedAt.map { ($0.rawValue, JSONValue.number(JSONNumber($1))) }.sorted { $0.0 < $1.0 }
    return [
      "version": .number(JSONNumber(Self.savedVersion)),
      "secret": .string(Base64.text(sessions.signer.secret, .url)),
      "tokens": .object(JSONObject(tokens)),
      "consumed": sessions.consumedAt.saved(at: now),
      "logged_out": sessions.loggedOut.saved(at: now),
      "burned": .object(JSONObject(burns)),
      "signing_keys": provider.keys.saved,
      "browsers": provider.browsers.saved(at: now),
      "grants": provider.grants.saved(at: now),
      "access_tokens": provider.accessTokens.saved(at: now),
      "refresh_tokens": provider.refreshTokens.saved(at: now),
      "api_keys": .array(keys.map { .object($0.saved) }),
      "audit": .array(audit.map { .object($0.saved) }),
    ]
  }

  /// The version of the format; another one is not read.
  private static let savedVersion = 1

  /// Takes over a saved state; returns whether it is one, and changes nothing if not.
  mutating func restore(_ saved: JSONValue, at now: Timestamp) -> Bool {
    guard saved["version"]?.int == Self.savedVersion,
      let secret = saved["secret"]?.string.flatMap({ Base64.bytes(canonical: $0.utf8, .url) }), secret.count == 32,
      let consumed = ExpiringTable<Int>(saved["consumed"], capacity: sessions.consumedAt.capacity, at: now),
      let loggedOut = ExpiringTable<Bool>(saved["logged_out"], capacity: sessions.loggedOut.capacity, at: now),
      let burned = saved["burned"]?.object, let signingKeys = SigningKeys(saved["signing_keys"]),
      let browsers = ExpiringTable<Browser>(saved["browsers"], capacity: provider.browsers.capacity, at: now),
      let grants = ExpiringTable<Grant>(saved["grants"], capacity: provider.grants.capacity, at: now),
      let access = ExpiringTable<IssuedToken>(
        saved["access_tokens"],
        capacity: provider.accessTokens.capacity,
        at: now
      ),
      let refresh = ExpiringTable<IssuedToken>(
        saved["refresh_tokens"],
        capacity: provider.refreshTokens.capacity,
        at: now
      ),
      let keys = saved["api_keys"]?.array, case let restoredKeys = keys.compactMap({ APIKey(saved: $0, at: now) }),
      restoredKeys.count == keys.count, let audit = saved["audit"]?.array,
      case let restoredAudit = audit.compactMap({ AuditEntry(saved: $0) }), restoredAudit.count == audit.count,
      let tokens = saved["tokens"]?.object
    else { return false }
    restore(tokens: tokens)
    sessions.signer = SessionSigner(secret: secret)
    sessions.consumedAt = consumed
    sessions.loggedOut = loggedOut
    for (name, second) in burned {
      if let account = Account(rawValue: name) { sessions.burnedAt[account] = second.int }
    }
    provider.keys = signingKeys
    provider.browsers = browsers
    provider.grants = grants
    provider.accessTokens = access
    provider.refreshTokens = refresh
    for key in restoredKeys { insert(key) }
    self.audit = restoredAudit
    return true
  }
}
