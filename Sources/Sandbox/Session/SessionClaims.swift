import JSON

/// The claims of the backend's own tokens.
enum SessionClaims {
  /// The lifetime of a session token, in seconds.
  static let sessionLifetime = 1800
  /// The lifetime of a refresh token, in seconds: 7 days.
  static let refreshLifetime = 604_800
  /// The lifetime of the built-in sessions, in seconds: longer than a sandbox runs.
  static let builtInLifetime = 365 * 86_400
  /// The identity provider's domain, which is the issuer, without a scheme.
  private static let domain = "id.sandbox.example"

  /// The claims of a session token.
  static func session(
    of account: Account?,
    id: String,
    at now: Timestamp,
    lifetime: Int = sessionLifetime,
    impersonating: Bool = false
  ) -> JSONObject {
    var claims: JSONObject = [
      "token_type": impersonating ? "impersonation" : "access",
      "user": .object(Account.profile(of: account)),
    ]
    if impersonating {
      claims.append("impersonated_by", .object(Account.profile(of: .owner)))
      claims.append("is_impersonated", true)
      claims.append("session_id", .string(id))
    }
    append(subject: account?.userID ?? "", id: id, at: now, lifetime: lifetime, to: &claims)
    return claims
  }

  /// The claims of a refresh token.
  static func refresh(of account: Account, id: String, at now: Timestamp) -> JSONObject {
    var claims: JSONObject = ["token_type": "refresh", "user_id": .string(account.logtoID)]
    append(subject: account.logtoID, id: id, at: now, lifetime: refreshLifetime, to: &claims)
    return claims
  }

  private static func append(
    subject: String,
    id: String,
    at now: Timestamp,
    lifetime: Int,
    to claims: inout JSONObject
  ) {
    let start = JSONValue.number(JSONNumber(now.seconds))
    claims.append("iss", .string(domain))
    claims.append("sub", .string(subject))
    claims.append("aud", [.string("https://\(domain)/api")])
    claims.append("exp", .number(JSONNumber(now.seconds + lifetime)))
    claims.append("nbf", start)
    claims.append("iat", start)
    claims.append("jti", .string(id))
  }
}

extension Identity {
  /// The claims of the identity's built-in token.
  func claims(id: String, at now: Timestamp) -> JSONObject {
    switch self {
    case .refreshToken: SessionClaims.refresh(of: .mario, id: id, at: now)
    case .expiredSession:
      SessionClaims.session(of: account, id: id, at: now.adding(.seconds(-2 * SessionClaims.sessionLifetime)))
    case .mario, .owner, .withoutLocalUser, .withoutIdentity, .suspendedUser, .blockedUser, .deletedUser,
      .revokedSession:
      SessionClaims.session(of: account, id: id, at: now, lifetime: SessionClaims.builtInLifetime)
    case .impersonationWithoutConsent, .impersonationWithConsent, .impersonationOfBlockedUser:
      SessionClaims.session(
        of: account,
        id: id,
        at: now,
        lifetime: SessionClaims.builtInLifetime,
        impersonating: true
      )
    }
  }
}
