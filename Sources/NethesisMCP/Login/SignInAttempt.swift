import Assembly
import ProcessEnvironment
import Settings
import SignIn
import TextCoding

/// One sign-in at a terminal: it ends with a session that is not stored yet.
struct SignInAttempt {
  let ground: SignInGround
  /// Whether a browser is to be opened; `nil` if the desktop decides.
  let opensBrowser: Bool?
  /// The port of the redirect; 0 for any free one.
  var redirectPort = 0

  /// Signs in with a browser, which is opened at a desktop.
  func inBrowser() async throws(SignInError) -> StoredSession {
    let endpoint = try await endpoint(ground.setup.settings.browserClient)
    let completion = SignInCompletion(ground.setup.configuration, endpoint)
    let browser = DesktopBrowser(isWanted: opensBrowser)
    let host = endpoint.provider.host
    return try await CallbackListener(port: redirectPort).signIn(
      request: { uri throws(SignInError) in
        try AuthorizationRequest(
          endpoint.provider,
          client: endpoint.client,
          redirectURI: uri,
          scopes: SignInSetup.scopes
        )
      },
      open: { attempt in
        StandardStream.say("To sign in at \(host), open this in a browser of this machine:\n\n  \(attempt.url)\n")
        browser?.openSignIn(attempt.url)
      },
      redeem: { code, attempt throws(SignInError) in
        try await completion.session(of: try await endpoint.redeem(code, of: attempt))
      }
    )
  }

  /// Signs in with a code that a person types in any browser.
  func byDevice() async throws(SignInError) -> StoredSession {
    let endpoint = try await endpoint(ground.setup.settings.deviceClient)
    let flow = DeviceFlow(endpoint, scopes: SignInSetup.scopes)
    let code = try await flow.start()
    let complete = code.completeURL.map { " Or open \($0), which has the code already." } ?? ""
    StandardStream.say(
      "To sign in, open \(code.verificationURL) in any browser and enter\n\n  \(code.userCode)\n\nThe code holds until "
        + "\(code.expires.text).\(complete)"
    )
    return try await SignInCompletion(ground.setup.configuration, endpoint).session(of: flow.wait(for: code))
  }

  /// Takes a session that was pasted, once the backend has accepted it.
  func pasting(_ text: String) async throws(SignInError) -> StoredSession {
    let pasted = try PastedToken(text, at: SignInTime.system.now())
    try await check(pasted)
    return StoredSession(pasted, audience: ground.audience)
  }

  private func endpoint(_ client: String?) async throws(SignInError) -> TokenEndpoint {
    guard let issuer = ground.setup.configuration.issuer else {
      throw SignInError(.configuration, "There is no --login-issuer to sign in at.")
    }
    guard let client else { throw SignInError(.configuration, "There is no --login-client-id for this flow.") }
    let provider = try await ProviderDiscovery(ground.transport).provider(of: issuer)
    return TokenEndpoint(provider, client: OAuthClient(id: client), transport: ground.transport)
  }

  /// Asks the backend who is signed in: a session that it refuses is not stored.
  private func check(_ pasted: PastedToken) async throws(SignInError) {
    guard let path = ground.accountPath else { return }
    guard let url = ServiceURL(ground.audience + path) else {
      throw SignInError(.configuration, "A session goes to an API on https or on this machine only.")
    }
    var request = SignInRequest(.backend, "GET", url)
    request.fields.append(("Authorization", "Bearer \(pasted.access.token.secret)"))
    let response: SignInResponse
    do throws(SignInTransportError) { response = try await ground.transport.send(request) } catch {
      throw SignInError(.unavailable, "The session could not be tried, and was not stored. \(error.sentence)")
    }
    guard 200..<300 ~= response.status else {
      throw SignInError(
        .refused(code: nil),
        "\(url.authority) did not accept the session (HTTP \(response.status)), so it was not stored. Copy it again: "
          + PastedToken.advice
      )
    }
  }
}

extension Moment {
  /// The time in RFC 3339.
  var text: String { UTCTime.text(seconds) }
}
