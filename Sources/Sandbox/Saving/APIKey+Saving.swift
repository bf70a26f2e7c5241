import JSON

extension APIKey {
  var saved: JSONObject {
    [
      "id": .string(id), "account": .string(account.rawValue), "name": .string(name), "mode": .string(mode),
      "public": .string(publicPart), "secret": .string(secret), "expires_at": expiresAt.saved,
      "created_at": createdAt.saved, "revoked_at": revokedAt?.saved ?? .null,
      "last_used_at": lastUsedAt?.saved ?? .null,
    ]
  }

  /// Reads a key; its rate limit begins anew.
  ///
  /// It is `nil` if a member is missing or of another type.
  init?(saved: JSONValue, at now: Timestamp) {
    guard let id = saved["id"]?.string, let account = saved["account"]?.string.flatMap({ Account(rawValue: $0) }),
      let name = saved["name"]?.string, let mode = saved["mode"]?.string, let publicPart = saved["public"]?.string,
      let secret = saved["secret"]?.string, let expiresAt = Timestamp(saved: saved["expires_at"]),
      let createdAt = Timestamp(saved: saved["created_at"])
    else { return nil }
    self.init(
      id: id,
      account: account,
      name: name,
      mode: mode,
      publicPart: publicPart,
      secret: secret,
      expiresAt: expiresAt,
      createdAt: createdAt,
      revokedAt: Timestamp(saved: saved["revoked_at"]),
      lastUsedAt: Timestamp(saved: saved["last_used_at"]),
      bucket: TokenBucket(at: now)
    )
  }
}

extension AuditEntry {
  var saved: JSONObject {
    [
      "id": .string(id), "key_id": .string(keyID), "account": .string(account.rawValue),
      "event": .string(event.rawValue), "reason": reason.map { .string($0.rawValue) } ?? .null,
      "key_name": key.map { .string($0.name) } ?? .null, "key_mode": key.map { .string($0.mode) } ?? .null,
      "method": .string(method), "path": .string(path), "created_at": createdAt.saved,
    ]
  }

  /// Reads an entry; `nil` if a member is missing or of another type.
  init?(saved: JSONValue) {
    guard let id = saved["id"]?.string, let keyID = saved["key_id"]?.string,
      let account = saved["account"]?.string.flatMap({ Account(rawValue: $0) }),
      let event = saved["event"]?.string.flatMap({ Event(rawValue: $0) }), let method = saved["method"]?.string,
      let path = saved["path"]?.string, let createdAt = Timestamp(saved: saved["created_at"])
    else { return nil }
    let name = saved["key_name"]?.string, mode = saved["key_mode"]?.string
    self.init(
      id: id,
      keyID: keyID,
      account: account,
      event: event,
      reason: saved["reason"]?.string.flatMap { Reason(rawValue: $0) },
      key: name.flatMap { name in mode.map { (name, $0) } },
      method: method,
      path: path,
      createdAt: createdAt
    )
  }
}
