import JSON

extension State {
  /// Tells a confidential client about an opaque access token (RFC 7662); others are never active.
  func introspectToken(_ request: SandboxRequest, at now: Timestamp) throws(OAuthError) -> SandboxResponse {
    let form = try Self.form(request)
    guard try Self.client(request, form).secret != nil else { throw .clientFailed }
    guard let token = form["token"] else { throw OAuthError("invalid_request", "missing required parameter 'token'") }
    guard token.utf8.count(where: { $0 == UInt8(ascii: ".") }) != 2 else {
      throw OAuthError("unsupported_token_type", "Structured JWT Tokens cannot be introspected")
    }
    guard let issued = provider.accessTokens[token, at: now], let grant = provider.grants[issued.grant, at: now] else {
      return SandboxResponse(provider: ["active": false])
    }
    var facts: JSONObject = [
      "active": true, "sub": .string(grant.account.logtoID), "client_id": .string(grant.client.rawValue),
      "iss": .string(issuer), "scope": .string(issued.scopes.joined(separator: " ")), "token_type": "Bearer",
    ]
    facts.append("aud", ifPresent: issued.resource.map(JSONValue.string))
    if let end = provider.accessTokens.expiry(of: token) {
      facts.append("exp", .number(JSONNumber(end.seconds)))
      facts.append("iat", .number(JSONNumber(end.seconds - ProviderState.Lifetime.accessToken)))
    }
    return SandboxResponse(provider: .object(facts))
  }
}
