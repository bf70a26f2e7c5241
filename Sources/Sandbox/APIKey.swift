import JSON

/// A personal API key as the backend stores it.
struct APIKey {
  let id: String
  let account: Account
  let name: String
  let mode: String
  /// The part of the token that names the key.
  let publicPart: String
  /// The part of the token that proves possession.
  let secret: String
  let expiresAt: Timestamp
  let createdAt: Timestamp
  var revokedAt: Timestamp?
  var lastUsedAt: Timestamp?
  var bucket: TokenBucket

  func isActive(at now: Timestamp) -> Bool { revokedAt == nil && expiresAt > now }

  /// The complete token, returned only at creation.
  var token: String { "\(account.keyPrefix)\(publicPart).\(secret)" }

  /// The JSON returned at creation: with the token, and with times in the program's precision.
  var jsonAtCreation: JSONValue {
    var object = json(expiresAt: expiresAt, createdAt: createdAt)
    object.append("token", .string(token))
    return .object(object)
  }

  /// The JSON in lists: without the token, and with times in the database's precision.
  var json: JSONValue { .object(json(expiresAt: expiresAt.inMicroseconds, createdAt: createdAt.inMicroseconds)) }

  private func json(expiresAt: Timestamp, createdAt: Timestamp) -> JSONObject {
    [
      "id": .string(id),
      "user_id": .string(account.userID),
      "organization_id": .string(account.organizationID),
      "name": .string(name),
      "key_public": .string(publicPart),
      "mode": .string(mode),
      "expires_at": .string(expiresAt.description),
      "last_used_at": lastUsedAt.map { .string($0.inMicroseconds.description) } ?? .null,
      "last_used_ip": lastUsedAt.map { _ in .string(Sandbox.callerAddress) } ?? .null,
      "revoked_at": revokedAt.map { .string($0.inMicroseconds.description) } ?? .null,
      "created_at": .string(createdAt.description),
    ]
  }
}

extension APIKey {
  /// The two parts of a presented token, which need not belong to any key.
  struct Credential {
    let publicPart: Substring
    let secret: Substring

    /// Splits a token at its first dot; `nil` if a part is missing.
    init?(_ token: Substring) {
      let parts = token.dropFirst(4).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
      publicPart = parts[0]
      secret = parts[1]
    }

    /// Whether a token is meant as an API key, not a session.
    static func looksLike(_ token: Substring) -> Bool { token.hasPrefix("myk_") || token.hasPrefix("myo_") }
  }
}
