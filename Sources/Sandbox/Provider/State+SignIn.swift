extension State {
  /// Shows the form for user name and password.
  func showSignIn(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    let parameters = FormParameters(request.query.utf8)
    guard let (id, interaction) = interaction(parameters, request, at: now), interaction.needsSignIn else {
      return ProviderPage.expired
    }
    return ProviderPage.signIn(id, redirect: redirect(of: interaction))
  }

  /// Signs a person in, or cancels.
  mutating func signIn(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    let form = FormParameters(request.body)
    guard let (id, found) = interaction(form, request, at: now), found.needsSignIn else { return ProviderPage.expired }
    var interaction = found
    guard form["action"] != "cancel" else { return deny(interaction, id) }
    let name = form["username"] ?? ""
    guard let account = Account(rawValue: name), hasAccount(account), form["password"] == account.password else {
      return ProviderPage.signIn(id, redirect: redirect(of: interaction), name: name, isWrong: true)
    }
    // A new cookie: whoever knew the old one is not signed in by this.
    provider.browsers.remove(interaction.browser)
    interaction.browser = add(Browser(account: account, formToken: opaqueToken()), at: now)
    interaction.needsSignIn = false
    let changed = interaction
    provider.interactions.update(id) { $0 = changed }
    var response = proceed(interaction, id, at: now)
    response.setCookie(interaction.browser)
    return response
  }

  /// Shows the question of consent.
  func showConsent(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    let parameters = FormParameters(request.query.utf8)
    guard let (id, interaction) = interaction(parameters, request, at: now), !interaction.needsSignIn,
      interaction.needsConsent, let account = provider.browsers[interaction.browser, at: now]?.account
    else { return ProviderPage.expired }
    switch interaction.purpose {
    case .code(let authorization):
      return ProviderPage.consent(
        id,
        account,
        authorization.client,
        authorization.scopes + authorization.resources,
        redirect: authorization.redirectURI
      )
    case .device(let code):
      guard let device = provider.devices[code, at: now], now < device.endsAt else { return ProviderPage.expired }
      return ProviderPage.consent(
        id,
        account,
        device.client,
        device.scopes + device.resources,
        userCode: device.userCode
      )
    }
  }

  /// Carries out the decision about consent.
  mutating func consent(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    let form = FormParameters(request.body)
    guard let (id, found) = interaction(form, request, at: now), !found.needsSignIn, found.needsConsent else {
      return ProviderPage.expired
    }
    var interaction = found
    guard form["action"] == "allow" else { return deny(interaction, id) }
    interaction.needsConsent = false
    return proceed(interaction, id, at: now)
  }

  /// The interaction that a request names; `nil` if there is none, or if another browser began it.
  private func interaction(
    _ parameters: FormParameters,
    _ request: SandboxRequest,
    at now: Timestamp
  ) -> (id: String, Interaction)? {
    guard let id = parameters["interaction"], let interaction = provider.interactions[id, at: now],
      Self.cookie(of: request) == interaction.browser
    else { return nil }
    return (id, interaction)
  }

  private func redirect(of interaction: Interaction) -> String? {
    if case .code(let request) = interaction.purpose { request.redirectURI } else { nil }
  }

  private mutating func deny(_ interaction: Interaction, _ id: String) -> SandboxResponse {
    provider.interactions.remove(id)
    switch interaction.purpose {
    case .code(let request):
      return request.redirection(OAuthError("access_denied", "the person has denied the request"), issuer: issuer)
    case .device(let code):
      provider.devices.update(code) { $0.outcome = .denied }
      return ProviderPage.outcome("Denied", "The device gets no access. You can close this page.")
    }
  }
}
