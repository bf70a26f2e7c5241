import JSON

extension State {
  /// Carries out a request to the identity provider, below `/oidc/`.
  mutating func provide(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    if faults.identityProviderIsDown { return ProviderPage.outage(status: 503) }
    if faults.identityProviderSpeaksHTML { return ProviderPage.outage(status: 200) }
    do throws(OAuthError) {
      return try route(request, at: now)
    } catch {
      return error.response
    }
  }

  private mutating func route(_ request: SandboxRequest, at now: Timestamp) throws(OAuthError) -> SandboxResponse {
    switch (request.method, request.path.dropFirst("/oidc/".count)) {
    case ("GET", ".well-known/openid-configuration"), ("GET", ".well-known/oauth-authorization-server"):
      SandboxResponse(provider: metadata)
    case ("GET", "jwks"): publishKeys(at: now)
    case ("GET", "auth"), ("POST", "auth"): authorize(request, at: now)
    case ("GET", "sign-in"): showSignIn(request, at: now)
    case ("POST", "sign-in"): signIn(request, at: now)
    case ("GET", "consent"): showConsent(request, at: now)
    case ("POST", "consent"): consent(request, at: now)
    case ("POST", "device/auth"): try authorizeDevice(request, at: now)
    case ("GET", "device"): showDevice(request, at: now)
    case ("POST", "device"): enterDeviceCode(request, at: now)
    case ("POST", "token"): try issueTokens(request, at: now)
    case ("GET", "me"), ("POST", "me"): try userInfo(request, at: now)
    case ("POST", "token/revocation"): try revokeToken(request, at: now)
    case ("POST", "token/introspection"): try introspectToken(request, at: now)
    case ("GET", "session/end"): showSignOut(request, at: now)
    case ("POST", "session/end"): signOut(request, at: now)
    case (let method, let path):
      throw OAuthError(
        "invalid_request",
        "unrecognized route or not allowed method (\(method) on /oidc/\(path))",
        status: 404
      )
    }
  }

  /// The provider's metadata (RFC 8414, OpenID Connect Discovery).
  private var metadata: JSONValue {
    func endpoint(_ path: String) -> JSONValue { .string("\(issuer)/\(path)") }
    func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
    return [
      "issuer": .string(issuer),
      "authorization_endpoint": endpoint("auth"),
      "token_endpoint": endpoint("token"),
      "userinfo_endpoint": endpoint("me"),
      "jwks_uri": endpoint("jwks"),
      "device_authorization_endpoint": endpoint("device/auth"),
      "revocation_endpoint": endpoint("token/revocation"),
      "introspection_endpoint": endpoint("token/introspection"),
      "end_session_endpoint": endpoint("session/end"),
      "scopes_supported": texts(ScopeList.identity),
      "response_types_supported": ["code"],
      "response_modes_supported": ["query"],
      "grant_types_supported": texts(ProviderClient.server.grantTypes + ProviderClient.device.grantTypes.prefix(1)),
      "subject_types_supported": ["public"],
      "id_token_signing_alg_values_supported": ["ES384"],
      "token_endpoint_auth_methods_supported": ["none", "client_secret_basic", "client_secret_post"],
      "revocation_endpoint_auth_methods_supported": ["none", "client_secret_basic", "client_secret_post"],
      "introspection_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
      "code_challenge_methods_supported": ["S256"],
      "authorization_response_iss_parameter_supported": true,
      "claims_parameter_supported": false,
      "request_parameter_supported": false,
      "request_uri_parameter_supported": false,
      "claims_supported": texts(["sub", "name", "picture", "username", "email", "email_verified", "iss", "aud", "exp"]),
    ]
  }

  private mutating func publishKeys(at now: Timestamp) -> SandboxResponse {
    prepareKeys(at: now)
    return SandboxResponse(provider: provider.keys.published)
  }

  /// Sees to a signing key that is not too old.
  mutating func prepareKeys(at now: Timestamp) {
    let id = opaqueToken()
    provider.keys.prepare(at: now, lifetime: faults.keyLifetime) { id }
  }

  /// Describes the user of an access token (OpenID Connect Core section 5.3).
  private func userInfo(_ request: SandboxRequest, at now: Timestamp) throws(OAuthError) -> SandboxResponse {
    let scheme = "bearer "
    guard let header = request.authorization, header.lowercased().hasPrefix(scheme) else {
      throw OAuthError("invalid_request", "no access token provided")
    }
    let token = String(header.dropFirst(scheme.count))
    let grant = try provider.userInfoGrant(of: token, at: now)
    let scopes = provider.accessTokens[token, at: now]?.scopes ?? []
    return SandboxResponse(provider: .object(Self.claims(of: grant.account, scopes)))
  }

  /// The claims about a user that scopes give.
  static func claims(of account: Account, _ scopes: [String]) -> JSONObject {
    var claims: JSONObject = ["sub": .string(account.logtoID)]
    if scopes.contains("profile") {
      claims.append("name", .string(account.personName))
      claims.append("picture", .null)
      claims.append("username", .string(account.rawValue))
    }
    if scopes.contains("email") {
      claims.append("email", .string(account.email))
      claims.append("email_verified", true)
    }
    return claims
  }

  /// The form of a request from a program; throws if it is none (RFC 6749 section 3.2).
  static func form(_ request: SandboxRequest) throws(OAuthError) -> FormParameters {
    let type = request.contentType?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    guard type == "application/x-www-form-urlencoded" else {
      throw OAuthError("invalid_request", "only application/x-www-form-urlencoded content-type bodies are supported")
    }
    let form = FormParameters(request.body)
    if let name = form.repeated {
      throw OAuthError("invalid_request", "'\(name)' parameter must not be provided twice")
    }
    return form
  }
}
