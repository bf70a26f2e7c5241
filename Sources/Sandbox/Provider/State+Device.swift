import JSON

extension State {
  /// Begins a device authorization (RFC 8628 section 3.1); like the real provider it names no interval.
  mutating func authorizeDevice(_ request: SandboxRequest, at now: Timestamp) throws(OAuthError) -> SandboxResponse {
    let form = try Self.form(request)
    let client = try Self.client(request, form)
    guard client == .device else {
      throw OAuthError("unauthorized_client", "device flow is not allowed for this client")
    }
    let resources = try ScopeList.resources(form, provider.resources)
    let code = opaqueToken()
    let userCode = newUserCode(at: now)
    let end = now.adding(.seconds(ProviderState.Lifetime.device))
    let device = PendingDevice(
      userCode: userCode,
      client: client,
      scopes: ScopeList.granted(form["scope"], resources),
      resources: resources,
      endsAt: end
    )
    // Kept longer than it lives, so that its end can be told.
    let kept = end.adding(.seconds(ProviderState.Lifetime.interaction))
    provider.devices.insert(device, for: code, until: kept, at: now)
    provider.deviceCodes.insert(code, for: userCode, until: end, at: now)
    return SandboxResponse(
      provider: [
        "device_code": .string(code),
        "user_code": .string(userCode),
        "verification_uri": .string("\(issuer)/device"),
        "verification_uri_complete": .string("\(issuer)/device?user_code=\(userCode)"),
        "expires_in": .number(JSONNumber(ProviderState.Lifetime.device)),
      ]
    )
  }

  /// A user code that no other device has: consonants only, so that no words appear.
  private mutating func newUserCode(at now: Timestamp) -> String {
    let letters = Array("BCDFGHJKLMNPQRSTVWXZ")
    while true {
      let code = (0..<8).map { _ in letters[Int(random.next(upperBound: UInt64(letters.count)))] }
      let text = "\(String(code[..<4]))-\(String(code[4...]))"
      if provider.deviceCodes[text, at: now] == nil { return text }
    }
  }

  /// Shows the form for a user code.
  mutating func showDevice(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    let (browser, cookie) = browser(of: request, at: now)
    let code = FormParameters(request.query.utf8)["user_code"] ?? ""
    var response = ProviderPage.device(code: code, formToken: browser.formToken)
    response.setCookie(cookie)
    return response
  }

  /// Finds the device of a user code, and goes on to sign-in and consent.
  mutating func enterDeviceCode(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    let form = FormParameters(request.body)
    guard let cookie = Self.cookie(of: request), let browser = provider.browsers[cookie, at: now],
      form["xsrf"] == browser.formToken
    else { return ProviderPage.expired }
    let entered = form["user_code"] ?? ""
    let letters = entered.uppercased().filter { $0.isASCII && $0.isLetter }
    let userCode = "\(letters.prefix(4))-\(letters.dropFirst(4))"
    guard let code = provider.deviceCodes[userCode, at: now], let device = provider.devices[code, at: now],
      case .pending = device.outcome
    else { return ProviderPage.device(code: entered, formToken: browser.formToken, isWrong: true) }
    let interaction = Interaction(
      purpose: .device(code),
      browser: cookie,
      needsSignIn: browser.account == nil,
      needsConsent: true
    )
    return begin(interaction, at: now)
  }

  /// Gives a device its grant.
  mutating func approve(device code: String, _ account: Account, at now: Timestamp) -> SandboxResponse {
    guard let device = provider.devices[code, at: now], now < device.endsAt, case .pending = device.outcome else {
      return ProviderPage.expired
    }
    let grant = addGrant(account, device.client, device.scopes, device.resources, at: now)
    provider.devices.update(code) { $0.outcome = .approved(grant: grant) }
    return ProviderPage.outcome("Signed in", "You can close this page and return to the program that showed the code.")
  }

  /// Asks whether the person wants to sign out.
  mutating func showSignOut(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    guard FormParameters(request.query.utf8)["post_logout_redirect_uri"] == nil else {
      let reason = "post_logout_redirect_uri is not registered"
      return ProviderPage.problem("This link cannot be used", "invalid_request: \(reason).", status: 400)
    }
    let (browser, cookie) = browser(of: request, at: now)
    guard let account = browser.account else { return ProviderPage.outcome("Signed out", "Nobody is signed in.") }
    var response = ProviderPage.signOut(account, formToken: browser.formToken)
    response.setCookie(cookie)
    return response
  }

  /// Signs the browser out; grants of clients stay.
  mutating func signOut(_ request: SandboxRequest, at now: Timestamp) -> SandboxResponse {
    guard let cookie = Self.cookie(of: request), let browser = provider.browsers[cookie, at: now],
      FormParameters(request.body)["xsrf"] == browser.formToken
    else { return ProviderPage.expired }
    provider.browsers.remove(cookie)
    return ProviderPage.outcome("Signed out", "You can close this page.")
  }
}
