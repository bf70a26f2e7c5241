import WebServer

extension State {
  /// Begins a sign-in for a code (RFC 6749 section 4.1.1).
  mutating func authorize(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    let parameters = request.method == "GET" ? FormParameters(request.query.utf8) : FormParameters(request.body)
    var authorization: CodeRequest
    do throws(OAuthError) {
      authorization = try CodeRequest(parameters)
    } catch {
      return ProviderPage.problem("This link cannot be used", "\(error.code): \(error.description).", status: 400)
    }
    do throws(OAuthError) {
      try authorization.read(parameters, resources: provider.resources)
    } catch {
      return authorization.redirection(error, issuer: issuer)
    }
    var (browser, cookie) = browser(of: request, at: now)
    if authorization.prompts.contains("login") { browser.account = nil }
    if authorization.prompts.contains("none"), browser.account == nil {
      return authorization.redirection(
        OAuthError("login_required", "End-User authentication is required"),
        issuer: issuer
      )
    }
    let interaction = Interaction(
      purpose: .code(authorization),
      browser: cookie,
      needsSignIn: browser.account == nil,
      // The clients are the provider's own, so without a wish for it nobody is asked.
      needsConsent: authorization.prompts.contains("consent")
    )
    return begin(interaction, at: now)
  }

  /// The browser of a request, and its cookie; a new one if its cookie is unknown.
  mutating func browser(of request: SandboxRequest, at now: Timestamp) -> (Browser, cookie: String) {
    if let cookie = Self.cookie(of: request), let browser = provider.browsers[cookie, at: now] {
      return (browser, cookie)
    }
    let browser = Browser(account: nil, formToken: opaqueToken())
    return (browser, add(browser, at: now))
  }

  /// Adds a browser and returns its new cookie.
  mutating func add(_ browser: Browser, at now: Timestamp) -> String {
    let cookie = opaqueToken()
    provider.browsers.insert(browser, for: cookie, until: now.adding(.seconds(ProviderState.Lifetime.browser)), at: now)
    return cookie
  }

  static let cookieName = "sandbox_session"

  /// The value of the provider's cookie.
  static func cookie(of request: SandboxRequest) -> String? {
    CookieField.values(of: cookieName, in: request.cookie.map { [$0] } ?? []).first
  }

  /// Keeps an interaction and leads its browser to the first page.
  mutating func begin(_ interaction: Interaction, at now: Timestamp) -> SandboxResponse {
    let id = opaqueToken()
    let end = now.adding(.seconds(ProviderState.Lifetime.interaction))
    provider.interactions.insert(interaction, for: id, until: end, at: now)
    var response = proceed(interaction, id, at: now)
    response.setCookie(interaction.browser)
    return response
  }

  /// Leads to the next page of an interaction, or finishes it.
  mutating func proceed(_ interaction: Interaction, _ id: String, at now: Timestamp) -> SandboxResponse {
    if interaction.needsSignIn { return SandboxResponse(seeing: "\(issuer)/sign-in?interaction=\(id)") }
    if interaction.needsConsent { return SandboxResponse(seeing: "\(issuer)/consent?interaction=\(id)") }
    provider.interactions.remove(id)
    guard let account = provider.browsers[interaction.browser, at: now]?.account else { return ProviderPage.expired }
    switch interaction.purpose {
    case .code(let request):
      let grant = addGrant(account, request.client, request.scopes, request.resources, nonce: request.nonce, at: now)
      let code = opaqueToken()
      let end = now.adding(.seconds(ProviderState.Lifetime.code))
      provider.codes.insert(
        IssuedCode(grant: grant, request: request, endsAt: end),
        for: code,
        until: end.adding(.seconds(ProviderState.Lifetime.interaction)),
        at: now
      )
      return request.redirection([("code", code)], issuer: issuer)
    case .device(let code): return approve(device: code, account, at: now)
    }
  }

  /// Adds a grant and returns its id.
  mutating func addGrant(
    _ account: Account,
    _ client: ProviderClient,
    _ scopes: [String],
    _ resources: [String],
    nonce: String? = nil,
    at now: Timestamp
  ) -> String {
    let id = opaqueToken()
    let grant = Grant(
      account: account,
      client: client,
      scopes: scopes,
      resources: resources,
      nonce: nonce,
      signedInAt: now
    )
    provider.grants.insert(grant, for: id, until: now.adding(.seconds(ProviderState.Lifetime.grant)), at: now)
    return id
  }
}

extension CodeRequest {
  /// An error as a redirection (RFC 6749 section 4.1.2.1).
  func redirection(_ error: OAuthError, issuer: String) -> SandboxResponse {
    redirection([("error", error.code), ("error_description", error.description)], issuer: issuer)
  }
}

extension SandboxResponse {
  /// Sets the provider's cookie, which other sites' requests carry only when they lead here.
  mutating func setCookie(_ value: String) {
    fields.append(
      (
        "Set-Cookie",
        "\(State.cookieName)=\(value); Path=/oidc; HttpOnly; SameSite=Lax; Max-Age=\(ProviderState.Lifetime.browser)"
      )
    )
  }
}
