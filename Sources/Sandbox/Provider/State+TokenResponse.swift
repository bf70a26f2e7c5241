import JSON

extension State {
  /// Issues the tokens of a grant (RFC 6749 section 5.1).
  ///
  /// With a resource, the access token is a JWT for it. The refresh token keeps its own scopes where the access token
  /// has fewer.
  mutating func tokens(
    of id: String,
    _ grant: Grant,
    scopes: [String],
    refreshScopes: [String]? = nil,
    resource: String?,
    at now: Timestamp
  ) throws(OAuthError) -> SandboxResponse {
    prepareKeys(at: now)
    let access =
      if let resource, faults.resourceTokensAreOpaque {
        opaqueAccessToken(of: id, scopes, for: resource, at: now)
      } else if let resource {
        try resourceToken(for: resource, grant, scopes, at: now)
      } else {
        opaqueAccessToken(of: id, scopes, at: now)
      }
    var response: JSONObject = [
      "access_token": .string(access), "expires_in": .number(JSONNumber(ProviderState.Lifetime.accessToken)),
    ]
    if scopes.contains("openid") {
      response.append("id_token", .string(try identityToken(grant, scopes, accessToken: access, at: now)))
    }
    let refreshScopes = refreshScopes ?? scopes
    if refreshScopes.contains("offline_access") {
      response.append("refresh_token", .string(refreshToken(of: id, refreshScopes, at: now)))
    }
    let published = resource == nil ? scopes : scopes.filter(ScopeList.resource.contains)
    response.append("scope", .string(published.joined(separator: " ")))
    response.append("token_type", "Bearer")
    return SandboxResponse(provider: .object(response))
  }

  mutating func opaqueAccessToken(
    of grant: String,
    _ scopes: [String],
    for resource: String? = nil,
    at now: Timestamp
  ) -> String {
    let token = opaqueToken()
    let end = now.adding(.seconds(ProviderState.Lifetime.accessToken))
    let known = scopes.filter { ScopeList.resource.contains($0) == (resource != nil) }
    let issued = IssuedToken(grant: grant, scopes: known, resource: resource)
    provider.accessTokens.insert(issued, for: token, until: end, at: now)
    return token
  }

  private mutating func refreshToken(of id: String, _ scopes: [String], at now: Timestamp) -> String {
    let token = opaqueToken()
    let end = min(
      now.adding(.seconds(ProviderState.Lifetime.refreshToken)),
      provider.grants.expiry(of: id) ?? now
    )
    provider.refreshTokens.insert(IssuedToken(grant: id, scopes: scopes), for: token, until: end, at: now)
    return token
  }

  /// An access token for a resource (RFC 9068).
  private mutating func resourceToken(
    for resource: String,
    _ grant: Grant,
    _ scopes: [String],
    at now: Timestamp
  ) throws(OAuthError) -> String {
    try resourceToken(for: resource, of: grant.account.logtoID, grant.client, scopes, at: now)
  }

  /// Issues the tokens of a client that acts for itself (RFC 6749 section 4.4): its subject is the client itself.
  mutating func tokens(
    forClientOf form: FormParameters,
    _ client: ProviderClient,
    at now: Timestamp
  ) throws(OAuthError) -> SandboxResponse {
    let resources = try ScopeList.resources(form, provider.resources)
    guard let resource = resources.first else { throw .invalidTarget }
    prepareKeys(at: now)
    let scopes = ScopeList.granted(form["scope"], resources).filter(ScopeList.resource.contains)
    let token = try resourceToken(for: resource, of: client.rawValue, client, scopes, at: now)
    return SandboxResponse(provider: [
      "access_token": .string(token), "expires_in": .number(JSONNumber(ProviderState.Lifetime.accessToken)),
      "scope": .string(scopes.joined(separator: " ")), "token_type": "Bearer",
    ])
  }

  private mutating func resourceToken(
    for resource: String,
    of subject: String,
    _ client: ProviderClient,
    _ scopes: [String],
    at now: Timestamp
  ) throws(OAuthError) -> String {
    let claims: JSONObject = [
      "jti": .string(opaqueToken()),
      "sub": .string(subject),
      "iat": .number(JSONNumber(now.seconds)),
      "exp": .number(JSONNumber(now.seconds + ProviderState.Lifetime.accessToken)),
      "scope": .string(scopes.filter(ScopeList.resource.contains).joined(separator: " ")),
      "client_id": .string(client.rawValue),
      "iss": .string(issuer),
      "aud": .string(resource),
    ]
    return try signed(claims, type: "at+jwt")
  }

  private func identityToken(
    _ grant: Grant,
    _ scopes: [String],
    accessToken: String,
    at now: Timestamp
  ) throws(OAuthError) -> String {
    var claims = Self.claims(of: grant.account, scopes)
    claims.append("nonce", ifPresent: grant.nonce.map(JSONValue.string))
    claims.append("at_hash", .string(SigningKeys.halfHash(accessToken)))
    claims.append("auth_time", .number(JSONNumber(grant.signedInAt.seconds)))
    claims.append("aud", .string(grant.client.rawValue))
    claims.append("exp", .number(JSONNumber(now.seconds + ProviderState.Lifetime.accessToken)))
    claims.append("iat", .number(JSONNumber(now.seconds)))
    claims.append("iss", .string(issuer))
    return try signed(claims, type: "JWT")
  }

  private func signed(_ claims: JSONObject, type: String) throws(OAuthError) -> String {
    guard let token = provider.keys.token(claims, type: type) else {
      throw OAuthError("server_error", "the token cannot be signed", status: 500)
    }
    return token
  }

  /// Revokes a token (RFC 7009); a refresh token's whole grant ends with it.
  mutating func revokeToken(_ request: SandboxRequest, at now: Timestamp) throws(OAuthError) -> SandboxResponse {
    let form = try Self.form(request)
    let client = try Self.client(request, form)
    guard let token = form["token"] else { throw OAuthError("invalid_request", "missing required parameter 'token'") }
    let isSigned = token.utf8.count { $0 == UInt8(ascii: ".") } == 2
    guard !isSigned else {
      throw OAuthError("unsupported_token_type", "Structured JWT Tokens cannot be revoked via the revocation_endpoint")
    }
    let isRefresh = provider.refreshTokens[token, at: now] != nil
    if let id = (provider.refreshTokens[token, at: now] ?? provider.accessTokens[token, at: now])?.grant {
      if let grant = provider.grants[id, at: now], grant.client != client {
        throw OAuthError("invalid_request", "client is not authorized to revoke the presented token")
      }
      if isRefresh { provider.grants.remove(id) } else { provider.accessTokens.remove(token) }
    }
    var response = SandboxResponse(provider: .null)
    response.body = []
    response.contentType = nil
    return response
  }
}
