import Crypto
import JSON
import TextCoding

extension State {
  /// Issues tokens (RFC 6749 section 3.2).
  mutating func issueTokens(_ request: SandboxRequest, at now: Timestamp) throws(OAuthError) -> SandboxResponse {
    let form = try Self.form(request)
    let client = try Self.client(request, form)
    guard let type = form["grant_type"] else {
      throw OAuthError("invalid_request", "missing required parameter 'grant_type'")
    }
    guard ProviderClient.allCases.contains(where: { $0.grantTypes.contains(type) }) else {
      throw OAuthError("unsupported_grant_type", "unsupported grant_type requested")
    }
    guard client.grantTypes.contains(type) else {
      throw OAuthError("unauthorized_client", "requested grant type is not allowed for this client")
    }
    return switch type {
    case "authorization_code": try tokens(forCodeOf: form, client, at: now)
    case "refresh_token": try tokens(forRefreshTokenOf: form, client, at: now)
    case ProviderClient.tokenExchange: try tokens(forTokenOf: form, client, at: now)
    case "client_credentials": try tokens(forClientOf: form, client, at: now)
    default: try tokens(forDeviceOf: form, client, at: now)
    }
  }

  /// Redeems a code; its second use ends the grant and so all tokens that the first has led to.
  private mutating func tokens(
    forCodeOf form: FormParameters,
    _ client: ProviderClient,
    at now: Timestamp
  ) throws(OAuthError) -> SandboxResponse {
    guard let text = form["code"] else { throw OAuthError("invalid_request", "missing required parameter 'code'") }
    guard let code = provider.codes[text, at: now], code.request.client == client else { throw .grantFailed }
    guard !code.isUsed else {
      provider.grants.remove(code.grant)
      throw .grantFailed
    }
    guard now < code.endsAt, let grant = provider.grants[code.grant, at: now] else { throw .grantFailed }
    guard let uri = form["redirect_uri"] else {
      throw OAuthError("invalid_request", "missing required parameter 'redirect_uri'")
    }
    guard uri == code.request.redirectURI else { throw .grantFailed }
    guard let verifier = form["code_verifier"], Self.fits(verifier, code.request.challenge) else { throw .grantFailed }
    let resource = try Self.resource(form, grant)
    provider.codes.update(text) { $0.isUsed = true }
    return try tokens(of: code.grant, grant, scopes: grant.scopes, resource: resource, at: now)
  }

  private static func fits(_ verifier: String, _ challenge: String) -> Bool {
    43...128 ~= verifier.utf8.count && verifier.utf8.allSatisfy(PKCE.isUnreserved)
      && Base64.text(Array(SHA256.hash(data: Array(verifier.utf8))), .url) == challenge
  }

  /// The resource of a request for tokens, which has to be one of the grant's.
  ///
  /// Without one, a grant for OpenID Connect gives an opaque token for `/me`.
  private static func resource(_ form: FormParameters, _ grant: Grant) throws(OAuthError) -> String? {
    guard let resource = form["resource"] else { return grant.scopes.contains("openid") ? nil : grant.resources.first }
    guard grant.resources.contains(resource) else { throw .invalidTarget }
    return resource
  }

  /// Renews tokens; the refresh token is replaced.
  ///
  /// A consumed one is accepted again within the grace; later, its use ends the grant.
  private mutating func tokens(
    forRefreshTokenOf form: FormParameters,
    _ client: ProviderClient,
    at now: Timestamp
  ) throws(OAuthError) -> SandboxResponse {
    guard let text = form["refresh_token"] else {
      throw OAuthError("invalid_request", "missing required parameter 'refresh_token'")
    }
    guard let token = provider.refreshTokens[text, at: now], let grant = provider.grants[token.grant, at: now],
      grant.client == client
    else { throw .grantFailed }
    if let consumedAt = token.consumedAt, faults.detectsReuse,
      now >= consumedAt.adding(.seconds(ProviderState.Lifetime.grace))
    {
      provider.grants.remove(token.grant)
      throw .grantFailed
    }
    let wanted = form["scope"].map { Set($0.split(separator: " ").map(String.init)) }
    if let wanted, !wanted.isSubset(of: token.scopes) {
      throw OAuthError("invalid_scope", "refresh token missing requested scopes")
    }
    let resource = try Self.resource(form, grant)
    if token.consumedAt == nil { provider.refreshTokens.update(text) { $0.consumedAt = now } }
    let scopes = wanted.map { wanted in token.scopes.filter(wanted.contains) } ?? token.scopes
    return try tokens(
      of: token.grant,
      grant,
      scopes: scopes,
      refreshScopes: token.scopes,
      resource: resource,
      at: now
    )
  }

  /// Redeems a device code (RFC 8628 section 3.5).
  private mutating func tokens(
    forDeviceOf form: FormParameters,
    _ client: ProviderClient,
    at now: Timestamp
  ) throws(OAuthError) -> SandboxResponse {
    guard let text = form["device_code"] else {
      throw OAuthError("invalid_request", "missing required parameter 'device_code'")
    }
    guard let device = provider.devices[text, at: now], device.client == client else { throw .grantFailed }
    guard now < device.endsAt else { throw OAuthError("expired_token", "device code is expired") }
    switch device.outcome {
    case .used: throw .grantFailed
    case .denied: throw OAuthError("access_denied", "the person has denied the request")
    case .pending:
      let isEarly = device.askedAt.map { now < $0.adding(.seconds(device.interval)) } ?? false
      provider.devices.update(text) { device in
        device.askedAt = now
        if isEarly { device.interval += 5 }
      }
      if isEarly { throw OAuthError("slow_down", "you are polling too quickly and should back off") }
      throw OAuthError(
        "authorization_pending",
        "authorization request is still pending as the person has not yet decided"
      )
    case .approved(let id):
      guard let grant = provider.grants[id, at: now] else { throw .grantFailed }
      let resource = try Self.resource(form, grant)
      provider.devices.update(text) { $0.outcome = .used }
      return try tokens(of: id, grant, scopes: grant.scopes, resource: resource, at: now)
    }
  }
}
