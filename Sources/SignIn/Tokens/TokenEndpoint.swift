import JSON

/// The token endpoint of a provider, as a client uses it (RFC 6749 section 3.2).
package struct TokenEndpoint: Sendable {
  /// The provider.
  package let provider: Provider
  /// The client.
  package let client: OAuthClient
  let transport: any SignInTransport
  let time: SignInTime
  /// Verifies signatures of ID tokens; `nil` leaves it to TLS.
  let identities: (any IdentityVerification)?

  /// Makes the use of a provider's token endpoint by a client.
  package init(
    _ provider: Provider,
    client: OAuthClient,
    transport: any SignInTransport,
    time: SignInTime = .system,
    identities: (any IdentityVerification)? = nil
  ) {
    self.provider = provider
    self.client = client
    self.transport = transport
    self.time = time
    self.identities = identities
  }

  /// Requests a token with the client's own credentials (RFC 6749 section 4.4).
  ///
  /// - Throws: If the provider refuses or is out of order.
  package func clientCredentials(scopes: [String], resource: String? = nil) async throws(SignInError) -> TokenResponse {
    guard client.secret != nil else {
      throw SignInError(.configuration, "The client credentials flow needs a client secret (RFC 6749 section 4.4).")
    }
    var form = FormBody([("grant_type", "client_credentials")])
    if !scopes.isEmpty { form.add("scope", scopes.joined(separator: " ")) }
    form.add("resource", resource)
    switch await reply(form, secrets: []) {
    case .success(let object): return try TokenResponse(object, receivedAt: time.now(), host: provider.host)
    case .refused(let refusal): throw refusedClient(refusal)
    case .unavailable(let sentence), .uncertain(let sentence):
      throw SignInError(.unavailable, "The provider gave no token. \(sentence) Call again.")
    }
  }

  /// Exchanges an authorization code, once (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
  ///
  /// - Returns: The tokens, whose identity was checked if the request asked for one.
  /// - Throws: If the provider refuses; a code is not sent again.
  package func redeem(
    _ code: AuthorizationCode,
    of request: AuthorizationRequest
  ) async throws(SignInError) -> SignInGrant {
    let form = FormBody([
      ("grant_type", "authorization_code"), ("code", code.secret), ("redirect_uri", request.redirectURI),
      ("code_verifier", request.verifier.text), ("resource", request.resource),
    ])
    let response = try await tokens(form, secrets: [code.secret, request.verifier.text])
    let identity = try await signedIdentity(
      of: response,
      nonce: request.nonce,
      isRequired: request.asksForIdentity
    )
    return SignInGrant(response, identity: identity, scopes: request.scopes)
  }

  /// Sends a form whose response is a token or a refusal that ends the sign-in.
  func tokens(_ form: FormBody, secrets: [String]) async throws(SignInError) -> TokenResponse {
    switch await reply(form, secrets: secrets) {
    case .success(let object): try TokenResponse(object, receivedAt: time.now(), host: provider.host)
    case .refused(let refusal): throw refused(refusal)
    case .unavailable(let sentence), .uncertain(let sentence):
      throw SignInError(.unavailable, "The provider gave no token. \(sentence) Sign in again.")
    }
  }

  func reply(_ form: FormBody, secrets: [String]) async -> ServiceReply {
    let secrets = secrets + (client.secret.map { [$0] } ?? [])
    return await ServiceReply.of(client.request(form, to: provider.tokenEndpoint), transport, secrets: secrets)
  }

  /// The refusal of a client's own credentials; nobody signs in who could do so again.
  private func refusedClient(_ refusal: ServiceRefusal) -> SignInError {
    // Some providers say nothing but a status.
    let isClient = refusal.code == nil || ["invalid_client", "unauthorized_client"].contains(refusal.code)
    guard isClient else { return refused(refusal, otherwise: "Check what the client may do at the provider.") }
    var advice = "Check the client id and its secret, and that the client may use the client credentials flow."
    if case .basic(let secret) = client.authentication, FormBody.encoded(secret.secret) != secret.secret {
      advice += " The secret has characters that not every provider decodes: try --login-client-auth post."
    }
    return SignInError(.refused(code: refusal.code), "\(provider.host) refused: \(refusal.reason). \(advice)")
  }

  func refused(_ refusal: ServiceRefusal, otherwise: String = "Sign in again.") -> SignInError {
    let advice =
      switch refusal.code {
      case "invalid_client", "unauthorized_client":
        "Check the client id and its secret: each flow may need a client of its own."
      case "invalid_scope": "Check the scopes that are asked for."
      case "invalid_target": "Check the resource: the provider does not know it (RFC 8707 section 2)."
      case "invalid_grant": "Sign in again: a code works once and for a short time."
      default: otherwise
      }
    return SignInError(.refused(code: refusal.code), "\(provider.host) refused: \(refusal.reason). \(advice)")
  }
}
