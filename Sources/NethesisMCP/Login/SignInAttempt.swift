import Assembly
import ProcessEnvironment
import Settings
import SignIn

/// One sign-in at a terminal: it ends with a session that is not stored yet.
struct SignInAttempt {
  let ground: SignInGround
  /// Whether a browser is to be opened; `nil` if the desktop decides.
  let opensBrowser: Bool?
  /// The port of the redirect; 0 for any free one.
  var redirectPort = 0

  /// Signs in with a browser, which is opened at a desktop.
  func inBrowser() async throws(SignInError) -> StoredSession {
    let endpoint = try await ground.setup.endpoint(for: .browser, by: ground.transport)
    let completion = SignInCompletion(ground.setup.configuration, endpoint)
    let browser = DesktopBrowser(isWanted: opensBrowser)
    let host = endpoint.provider.host
    return try await CallbackListener(port: redirectPort).signIn(
      request: { uri throws(SignInError) in
        try AuthorizationRequest(
          endpoint.provider,
          client: endpoint.client,
          redirectURI: uri,
          scopes: ground.setup.scopes(at: endpoint.provider)
        )
      },
      open: { attempt in
        StandardStream.say("To sign in at \(host), open this in a browser of this machine:\n\n  \(attempt.url)\n")
        browser?.open(attempt.localURL)
      },
      redeem: { code, attempt throws(SignInError) in
        try await completion.session(of: try await endpoint.redeem(code, of: attempt))
      }
    )
  }

  /// Signs in with a code that a person types in any browser.
  func byDevice() async throws(SignInError) -> StoredSession {
    let endpoint = try await ground.setup.endpoint(for: .device, by: ground.transport)
    let flow = DeviceFlow(endpoint, scopes: ground.setup.scopes(at: endpoint.provider))
    let code = try await flow.start()
    let complete = code.completeURL.map { " Or open \($0), which has the code already." } ?? ""
    StandardStream.say(
      "To sign in, open \(code.verificationURL) in any browser and enter\n\n  \(code.userCode)\n\nThe code holds until "
        + "\(code.expires.text).\(complete)"
    )
    return try await SignInCompletion(ground.setup.configuration, endpoint).session(of: flow.wait(for: code))
  }
}
