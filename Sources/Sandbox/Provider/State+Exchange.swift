import JSON

extension State {
  private static let accessTokenType = "urn:ietf:params:oauth:token-type:access_token"

  /// Exchanges the access token of a person's client for an opaque one of this client (RFC 8693), as Logto does: only if
  /// the client may, only a token of a first-party client, and without a refresh token or `issued_token_type`.
  mutating func tokens(
    forTokenOf form: FormParameters,
    _ client: ProviderClient,
    at now: Timestamp
  ) throws(OAuthError) -> SandboxResponse {
    guard faults.allowsTokenExchange, !faults.thirdPartyClients.contains(client) else {
      throw OAuthError("unauthorized_client", "token exchange is not allowed for this application")
    }
    guard let token = form["subject_token"], let type = form["subject_token_type"] else {
      throw OAuthError("invalid_request", "missing required parameter 'subject_token' or 'subject_token_type'")
    }
    guard type == Self.accessTokenType else { throw OAuthError("invalid_request", "unsupported subject token type") }
    guard form["resource"] == nil else { throw .invalidTarget }
    let (account, issuedTo) = try subject(of: token, at: now)
    guard !faults.thirdPartyClients.contains(issuedTo) else {
      throw OAuthError("invalid_grant", "subject token must come from a first-party application")
    }
    let known = ["openid", "profile", "email"]
    let scopes = (form["scope"] ?? "").split(separator: " ").map(String.init).filter(known.contains)
    let id = addGrant(account, client, scopes, [], at: now)
    let issued = opaqueAccessToken(of: id, scopes, at: now)
    return SandboxResponse(provider: [
      "access_token": .string(issued), "expires_in": .number(JSONNumber(ProviderState.Lifetime.accessToken)),
      "scope": .string(scopes.joined(separator: " ")), "token_type": "Bearer",
    ])
  }

  /// The person and the client of an access token; a program's own token is nobody's.
  private func subject(of token: String, at now: Timestamp) throws(OAuthError) -> (Account, ProviderClient) {
    if let issued = provider.accessTokens[token, at: now], let grant = provider.grants[issued.grant, at: now] {
      return (grant.account, grant.client)
    }
    guard let claims = provider.keys.claims(of: token), claims["iss"]?.string == issuer,
      let end = claims["exp"]?.int, end > now.seconds,
      let client = claims["client_id"]?.string.flatMap(ProviderClient.init),
      let account = claims["sub"]?.string.flatMap({ Account(logtoID: $0) })
    else { throw OAuthError("invalid_grant", "subject token is invalid") }
    return (account, client)
  }
}
