import JSON

/// An event in the life of an API key, which its owner can read.
struct AuditEntry {
  enum Event: String {
    case created, revoked
    case authFailed = "auth_failed"
    case rateLimited = "rate_limited"
  }

  enum Reason: String {
    case revoked, expired
    case userInactive = "user_inactive"
    case invalidSecret = "invalid_secret"
  }

  let id: String
  let keyID: String
  let account: Account
  let event: Event
  let reason: Reason?
  /// The key's name and mode; `nil` for a revocation.
  let key: (name: String, mode: String)?
  let method: String
  let path: String
  let createdAt: Timestamp

  var json: JSONValue {
    [
      "id": .string(id),
      "api_key_id": .string(keyID),
      "user_id": .string(account.userID),
      "organization_id": .string(account.organizationID),
      "event": .string(event.rawValue),
      "reason": reason.map { .string($0.rawValue) } ?? .null,
      "key_name": key.map { .string($0.name) } ?? .null,
      "key_mode": key.map { .string($0.mode) } ?? .null,
      "ip": .string(Sandbox.callerAddress),
      "method": .string(method),
      "path": .string(path),
      "created_at": .string(createdAt.inMicroseconds.description),
    ]
  }
}
