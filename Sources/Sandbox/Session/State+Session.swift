import JSON

extension State {
  /// Exchanges an access token of the identity provider for a pair of tokens.
  mutating func exchangeToken(_ request: SandboxRequest, at now: Timestamp) throws(SandboxRefusal) -> SandboxResponse {
    let body = try TokenBody(request.body, .exchange)
    let account = try userInfoAccount(of: body.token, at: now)
    return SandboxResponse(200, "token exchange successful", data: newPair(for: account, at: now))
  }

  /// Asks the identity provider for the user of an access token.
  ///
  /// The backend answers 401 for every failure, also when the provider cannot be reached.
  private func userInfoAccount(of token: String, at now: Timestamp) throws(SandboxRefusal) -> Account {
    let prefix = "invalid access token: "
    guard !faults.identityProviderIsDown else {
      let reason = "failed to fetch user info: Get \"\(issuer)/me\": dial tcp: connect: connection refused"
      throw SandboxRefusal(401, prefix + reason)
    }
    guard !faults.identityProviderSpeaksHTML else {
      let reason = "failed to decode user info: invalid character '<' looking for beginning of value"
      throw SandboxRefusal(401, prefix + reason)
    }
    do throws(OAuthError) {
      return try provider.userInfoGrant(of: token, at: now).account
    } catch {
      let body = String(decoding: JSONValue.object(error.json).json, as: UTF8.self)
      throw SandboxRefusal(401, prefix + "logto userinfo request failed with status \(error.status): \(body)")
    }
  }

  private mutating func newPair(for account: Account, at now: Timestamp) -> JSONValue {
    let refresh = sessions.signer.token(SessionClaims.refresh(of: account, id: uuid(), at: now))
    let session = sessions.signer.token(SessionClaims.session(of: account, id: uuid(), at: now))
    return [
      "expires_in": .number(JSONNumber(SessionClaims.sessionLifetime)),
      "refresh_token": .string(refresh),
      "token": .string(session),
      "user": .object(Account.profile(of: account)),
    ]
  }

  /// Renews a pair of tokens.
  ///
  /// A consumed refresh token is accepted again within the grace, whose start never moves. After it, each replay burns
  /// all refresh tokens of the account, so this check goes before that for burned tokens.
  mutating func refreshToken(_ request: SandboxRequest, at now: Timestamp) throws(SandboxRefusal) -> SandboxResponse {
    let token = try TokenBody(request.body, .refresh).token
    let claims = try refreshClaims(of: token, at: now)
    guard let account = claims["user_id"]?.string.flatMap({ Account(logtoID: $0) }), hasAccount(account) else {
      throw SandboxRefusal(401, "invalid refresh token")
    }
    let mark = CompactToken.mark(of: token)
    let consumedAt = sessions.consumedAt[mark, at: now]
    if let consumedAt, now.seconds - consumedAt > SessionState.grace, faults.detectsReuse {
      sessions.burnedAt[account] = now.seconds
      throw SandboxRefusal(401, "invalid refresh token")
    }
    // Whole seconds: a session opened in the second of a burn is born dead.
    if let burnedAt = sessions.burnedAt[account], claims["iat"]?.int ?? 0 <= burnedAt {
      throw SandboxRefusal(401, "refresh token has been revoked")
    }
    if consumedAt == nil {
      let end = claims["exp"]?.int ?? now.seconds
      sessions.consumedAt.insert(now.seconds, for: mark, until: Timestamp(seconds: end), at: now)
    }
    return SandboxResponse(200, "token refresh successful", data: newPair(for: account, at: now))
  }

  private func refreshClaims(of token: String, at now: Timestamp) throws(SandboxRefusal) -> JSONValue {
    let claims: JSONValue
    do throws(SessionSigner.Failure) {
      claims = try sessions.signer.claims(of: token, at: now)
    } catch {
      throw SandboxRefusal(401, "invalid refresh token: failed to parse refresh token: \(error.message)")
    }
    let type = claims["token_type"]?.string ?? ""
    guard type == "refresh" else {
      throw SandboxRefusal(401, "invalid refresh token: invalid token type: expected refresh, got \(type)")
    }
    return claims
  }

  /// Ends a session, and all refresh tokens of its account.
  mutating func logout(_ request: SandboxRequest, at now: Timestamp) throws(SandboxRefusal) -> SandboxResponse {
    let session = try admit(request, at: now)
    let end = try? sessions.signer.claims(of: session.token, at: now)["exp"]?.int
    let mark = CompactToken.mark(of: session.token)
    sessions.loggedOut.insert(true, for: mark, until: Timestamp(seconds: end ?? now.seconds), at: now)
    if let account = session.account { sessions.burnedAt[account] = now.seconds }
    return SandboxResponse(200, "logout successful", data: ["message": "token has been invalidated"])
  }

  /// Describes the user of a session; members come alphabetically here.
  mutating func describeUser(_ request: SandboxRequest, at now: Timestamp) throws(SandboxRefusal) -> SandboxResponse {
    let account = try session(of: request, at: now).account
    let members = Account.profile(of: account).members.sorted { $0.name < $1.name }
    return SandboxResponse(200, "user information retrieved successfully", data: .object(JSONObject(members)))
  }
}
