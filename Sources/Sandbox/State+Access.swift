import JSON

/// An authenticated caller.
private enum Caller {
  case session(BackendSession)
  case key(Int)
}

extension State {
  /// Admits a session that may manage its own keys, and refuses all other callers.
  ///
  /// The order of the checks decides the error: credential, rate limit of a key, no keys here, and no impersonation.
  mutating func admit(_ request: SandboxRequest, at now: Timestamp) throws(SandboxRefusal) -> BackendSession {
    let session = try session(of: request, at: now)
    guard session.standing != .impersonates else {
      throw SandboxRefusal(
        403,
        "self-service operations are not allowed during impersonation",
        data: [
          "message": """
          self-service operations like changing password or profile are disabled during impersonation for \
          security reasons
          """,
          "reason": "impersonation_active",
        ]
      )
    }
    return session
  }

  /// Admits a session, also of an administrator who acts as somebody else, and refuses API keys.
  mutating func session(of request: SandboxRequest, at now: Timestamp) throws(SandboxRefusal) -> BackendSession {
    switch try authenticate(request, at: now) {
    case .key(let key):
      guard keys[key].bucket.take(at: now) else {
        record(.rateLimited, keys[key], request, at: now)
        throw SandboxRefusal(429, "rate limit exceeded")
      }
      throw SandboxRefusal(403, "this endpoint cannot be accessed with an api key")
    case .session(let session): return session
    }
  }

  private mutating func authenticate(_ request: SandboxRequest, at now: Timestamp) throws(SandboxRefusal) -> Caller {
    guard let header = request.authorization, !header.isEmpty else {
      throw SandboxRefusal(401, "authorization header required")
    }
    let scheme = "Bearer "
    let token = header.hasPrefix(scheme) ? header.dropFirst(scheme.count) : header[...]
    // A key is recognised even without the scheme.
    if APIKey.Credential.looksLike(token) { return .key(try authenticate(key: token, request, at: now)) }
    // White space around a field's value is not part of it, so a scheme alone has lost its space by now.
    guard header.hasPrefix(scheme), !token.allSatisfy({ $0 == " " }) else {
      throw SandboxRefusal(401, "invalid authorization header format")
    }
    return .session(try authenticate(session: String(token), at: now))
  }

  private func authenticate(session token: String, at now: Timestamp) throws(SandboxRefusal) -> BackendSession {
    guard let session = known(token, at: now), session.standing != .invalid else {
      throw SandboxRefusal(401, "invalid token")
    }
    guard !faults.securityServiceIsDown else { throw SandboxRefusal(503, "security service temporarily unavailable") }
    let hasLoggedOut = sessions.loggedOut[CompactToken.mark(of: token), at: now] != nil
    switch hasLoggedOut ? .revoked : session.standing {
    case .valid, .impersonates, .invalid: return session
    case .revoked: throw SandboxRefusal(401, "token has been revoked", data: ["reason": "user logout"])
    case .blocked: throw SandboxRefusal(401, "user account has been suspended", data: ["reason": "user_suspended"])
    case .impersonatesBlocked:
      throw SandboxRefusal(401, "impersonated user account has been suspended", data: ["reason": "user_suspended"])
    case .consentRevoked:
      throw SandboxRefusal(
        401,
        "impersonation consent has been revoked",
        data: ["message": "the user has revoked consent for impersonation. please exit impersonation mode."]
      )
    }
  }

  /// Finds the session of a token: a built-in one, or one that was issued here and has not expired.
  private func known(_ token: String, at now: Timestamp) -> BackendSession? {
    if let identity = identities[token] {
      return BackendSession(account: identity.account, standing: identity.standing, token: token)
    }
    guard let claims = try? sessions.signer.claims(of: token, at: now), claims["token_type"] == "access",
      let account = claims["user"]?["logto_id"]?.string.flatMap({ Account(logtoID: $0) }), hasAccount(account)
    else { return nil }
    return BackendSession(account: account, standing: account.isBlocked ? .blocked : .valid, token: token)
  }

  /// Finds the key of a token.
  ///
  /// The response never gives the reason for a refusal; the owner's audit trail does.
  private mutating func authenticate(
    key token: Substring,
    _ request: SandboxRequest,
    at now: Timestamp
  ) throws(SandboxRefusal) -> Int {
    let refusal = SandboxRefusal(401, "invalid api key")
    guard !faults.databaseIsDown, let credential = APIKey.Credential(token),
      let index = keysByPublicPart[String(credential.publicPart)]
    else { throw refusal }
    let key = keys[index]
    let reason: AuditEntry.Reason? =
      if credential.secret != key.secret {
        .invalidSecret
      } else if key.revokedAt != nil {
        .revoked
      } else if key.expiresAt <= now {
        .expired
      } else if isSuspended(key.account) {
        .userInactive
      } else {
        nil
      }
    if let reason {
      record(.authFailed, key, reason: reason, request, at: now)
      throw refusal
    }
    touch(index, at: now)
    return index
  }

  /// Records the use of a key, at most once a minute.
  private mutating func touch(_ index: Int, at now: Timestamp) {
    if let last = keys[index].lastUsedAt, now < last.adding(.seconds(60)) { return }
    keys[index].lastUsedAt = now
  }
}
