/// One attempt to sign in by the authorization code flow: the URL for the browser, and the check of its redirect.
package struct AuthorizationRequest: Sendable {
  /// The URL that the person opens.
  package let url: String
  /// The URL of this machine that the provider redirects to (RFC 8252 section 7.3).
  package let redirectURI: String
  let provider: Provider
  let scopes: [String]
  let resource: String?
  let nonce: String?
  let state: String
  let verifier: CodeVerifier

  private static let maximumCodeLength = 4096

  /// Makes an attempt.
  ///
  /// - Parameters:
  ///   - provider: The provider.
  ///   - client: The client that is registered for this flow.
  ///   - redirectURI: The redirect URI, as the client is registered with it; ports of this machine may differ.
  ///   - scopes: The scopes to ask for.
  ///   - resource: The resource that the token is for (RFC 8707); `nil` for the provider's default.
  ///   - asksAgain: Whether the provider is to ask who signs in, though the browser is signed in there.
  /// - Throws: If the provider has no authorization endpoint.
  package init(
    _ provider: Provider,
    client: OAuthClient,
    redirectURI: String,
    scopes: [String],
    resource: String? = nil,
    asksAgain: Bool = false
  ) throws(SignInError) {
    guard let endpoint = provider.authorizationEndpoint else {
      throw SignInError(.configuration, "This provider has no authorization endpoint: sign in with a device code.")
    }
    self.provider = provider
    self.redirectURI = redirectURI
    self.scopes = scopes
    self.resource = resource
    state = RandomText.make()
    verifier = CodeVerifier()
    nonce = scopes.contains("openid") ? RandomText.make() : nil
    var form = FormBody([
      ("response_type", "code"), ("client_id", client.id), ("redirect_uri", redirectURI),
      ("scope", scopes.isEmpty ? nil : scopes.joined(separator: " ")), ("state", state), ("nonce", nonce),
      ("code_challenge", verifier.challenge), ("code_challenge_method", "S256"), ("resource", resource),
    ])
    // Without it the scope is ignored (OpenID Connect Core 1.0 section 11).
    let prompts = [asksAgain ? "login" : nil, scopes.contains("offline_access") ? "consent" : nil].compactMap(\.self)
    if !prompts.isEmpty { form.add("prompt", prompts.joined(separator: " ")) }
    url = endpoint.adding(form)
  }

  /// Takes the parts of an attempt whose URL has been opened.
  init(
    provider: Provider,
    redirectURI: String,
    scopes: [String],
    resource: String?,
    nonce: String?,
    state: String,
    verifier: CodeVerifier
  ) {
    (self.provider, self.redirectURI, self.scopes, self.resource) = (provider, redirectURI, scopes, resource)
    (self.nonce, self.state, self.verifier) = (nonce, state, verifier)
    url = ""
  }

  /// The URL of this machine's listener that leads on to ``url``, for arguments of programs: all users of a machine can
  /// read those, and with ``url`` one of them could finish the sign-in with an account of their own.
  package var localURL: String {
    redirectURI.hasSuffix(CallbackListener.path)
      ? redirectURI.dropLast(CallbackListener.path.count) + CallbackListener.start : redirectURI
  }

  /// Whether the response of the token endpoint must name the person.
  var asksForIdentity: Bool { nonce != nil }

  /// The meaning of a request to the redirect URI.
  package enum Redirect: Sendable {
    /// It does not belong to this attempt, and changes nothing.
    case foreign
    /// It ends this attempt without a code.
    case failed(SignInError)
    /// It brings the code.
    case code(AuthorizationCode)
  }

  /// Reads the query of a redirect: `state` first, then `iss`, then `error`, then the code.
  ///
  /// `state` protects against all that others could send (RFC 6749 section 10.12), `iss` against a provider that passes
  /// on the code of another (RFC 9207 section 2.4).
  package func redirect(query: String) -> Redirect {
    let parameters = QueryParameters(query)
    guard let given = parameters["state"], RandomText.areEqual(given, state) else { return .foreign }
    guard !parameters.isMalformed else {
      return .failed(SignInError(.untrusted, "The redirect repeats a parameter (RFC 6749 section 3.1). Sign in again."))
    }
    if let failure = issuerFailure(parameters["iss"]) { return .failed(failure) }
    if let error = parameters["error"] { return .failed(refusal(error, parameters["error_description"])) }
    guard let code = parameters["code"], 1...Self.maximumCodeLength ~= code.utf8.count,
      code.utf8.allSatisfy({ 0x20...0x7E ~= $0 })
    else {
      return .failed(
        SignInError(
          .untrusted,
          "The redirect has neither a usable code nor an error (RFC 6749 section 4.1.2). Sign in again."
        )
      )
    }
    return .code(AuthorizationCode(secret: code))
  }

  private func issuerFailure(_ given: String?) -> SignInError? {
    guard let issuer = provider.issuer else { return nil }
    if given == issuer || given == nil && !provider.announcesIssuer { return nil }
    let reason = given == nil ? "names no issuer, though the provider announces it" : "comes from another issuer"
    return SignInError(
      .untrusted,
      "The redirect \(reason) (RFC 9207 section 2.4): the code was not used. Sign in again at \(provider.host)."
    )
  }

  private func refusal(_ code: String, _ text: String?) -> SignInError {
    let refusal = ServiceRefusal(
      status: 400,
      code: ForeignText.code(code),
      text: text.flatMap { ForeignText.sentence($0, without: [state, verifier.text]) }
    )
    let kind: SignInError.Kind = refusal.code == "access_denied" ? .denied : .refused(code: refusal.code)
    return SignInError(
      kind,
      "\(provider.host) ended the sign-in: \(refusal.reason). Sign in again if that was not meant."
    )
  }
}
