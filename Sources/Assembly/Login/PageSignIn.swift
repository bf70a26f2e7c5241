import Calls
import ProcessEnvironment
import Redaction
import Settings
import SignIn
import Store

/// The sign-in to one API on a page of this process.
struct PageSignIn: PersonSignIn {
  private let ground: SignInGround
  private let credentials: SignedInCredentials
  private let redactor: Redactor
  let offer: SignInOffer

  /// Reads the ways to sign in; `nil` if there is none.
  ///
  /// - Parameters:
  ///   - ground: The parts of a sign-in to the API.
  ///   - credentials: The credentials of calls, which use a session from then on.
  ///   - redactor: Learns of tokens before anything else does.
  init?(_ ground: SignInGround, for credentials: SignedInCredentials, redactor: Redactor) {
    let (settings, configuration) = (ground.setup.settings, ground.setup.configuration)
    let browser = settings.browserClient.flatMap { _ in ground.setup.host(for: .browser) }
    let device = settings.deviceClient.flatMap { _ in ground.setup.host(for: .device) }
    offer = SignInOffer(
      api: configuration.audience,
      provider: browser ?? device,
      hasBrowser: browser != nil,
      hasCode: device != nil,
      // Only a backend with sessions of its own has any that could be pasted.
      pasting: configuration.backend == nil ? nil : PastedToken.advice,
      account: settings.account,
      command: ground.setup.command,
      needsOptions: ground.setup.needsOptions
    )
    guard offer.hasBrowser || offer.hasCode || offer.pasting != nil else { return nil }
    (self.ground, self.credentials, self.redactor) = (ground, credentials, redactor)
  }

  func isSignedIn() async -> Bool { await credentials.hasSession() }

  func accounts() async -> [SignInAccount] {
    let entries = (try? await ground.sessions.candidates(account: offer.account)) ?? []
    return entries.map { SignInAccount(label: $0.session.account.label, id: $0.key.name) }
  }

  func use(_ account: SignInAccount) async throws(SignInProblem) {
    do throws(SignInError) {
      let entries = try await ground.sessions.candidates(account: offer.account)
      guard let entry = entries.first(where: { $0.key.name == account.id }) else {
        throw SignInError(.absent, "The session of \(account.label) is over: choose another, or sign in.")
      }
      let keeper = ground.sessions.keeper(of: entry.key)
      _ = try await keeper.credential()
      credentials.use(keeper)
    } catch { throw SignInProblem(error.sentence) }
  }

  func browser(
    returningTo redirectURI: String,
    asksAgain: Bool
  ) async throws(SignInProblem) -> any BrowserSignIn {
    do throws(SignInError) {
      try await prepareStore()
      let endpoint = try await ground.setup.endpoint(for: .browser, by: ground.transport)
      let attempt = try AuthorizationRequest(
        endpoint.provider,
        client: endpoint.client,
        redirectURI: redirectURI,
        scopes: ground.setup.scopes(at: endpoint.provider),
        asksAgain: asksAgain
      )
      return PageBrowserSignIn(attempt: attempt, endpoint: endpoint, page: self)
    } catch { throw SignInProblem(error.sentence) }
  }

  func device() async throws(SignInProblem) -> any DeviceSignIn {
    do throws(SignInError) {
      try await prepareStore()
      let endpoint = try await ground.setup.endpoint(for: .device, by: ground.transport)
      let flow = DeviceFlow(endpoint, scopes: ground.setup.scopes(at: endpoint.provider))
      return PageDeviceSignIn(flow: flow, authorization: try await flow.start(), endpoint: endpoint, page: self)
    } catch { throw SignInProblem(error.sentence) }
  }

  func paste(_ text: String) async throws(SignInProblem) -> any NewSession {
    guard offer.pasting != nil else { throw SignInProblem("No session can be pasted for this API.") }
    redactor.add(ofSignIn: [KnownSecret(text)])
    do throws(SignInError) { return try await session(try await ground.pasted(text)) } catch {
      throw SignInProblem(error.sentence)
    }
  }

  /// Tries the store before a person signs in.
  private func prepareStore() async throws(SignInError) {
    guard let file = ground.sessions.store as? SealedFileStore else { return }
    do throws(StoreError) { try await file.prepare(movingKeyTo: nil) } catch {
      throw SignInError(.store, "Sessions cannot be stored: \(error.message)")
    }
  }

  /// Completes a sign-in at the provider.
  fileprivate func session(of grant: SignInGrant, at endpoint: TokenEndpoint) async throws(SignInError) -> PageSession {
    let completion = SignInCompletion(ground.setup.configuration, endpoint)
    return try await session(try await completion.session(of: grant))
  }

  /// Refuses a session of another account than the one that is configured; it is ended at the provider.
  private func session(_ stored: StoredSession) async throws(SignInError) -> PageSession {
    let session = PageSession(stored, ground, credentials)
    do throws(SignInError) { try ground.checkAccount(of: stored) } catch {
      await session.discard()
      throw error
    }
    return session
  }
}

/// A sign-in that goes on in the browser of the page.
private struct PageBrowserSignIn: BrowserSignIn {
  let attempt: AuthorizationRequest
  let endpoint: TokenEndpoint
  let page: PageSignIn

  var url: String { attempt.url }

  func redirect(query: String) -> SignInRedirect {
    switch attempt.redirect(query: query) {
    case .foreign: .foreign
    case .failed(let error): .failed(SignInProblem(error.sentence))
    case .code(let code): .code(PageCode(code: code, signIn: self))
    }
  }
}

private struct PageCode: RedeemableCode {
  let code: AuthorizationCode
  let signIn: PageBrowserSignIn

  func redeem() async throws(SignInProblem) -> any NewSession {
    let (endpoint, page) = (signIn.endpoint, signIn.page)
    do throws(SignInError) {
      let grant = try await endpoint.redeem(code, of: signIn.attempt)
      return try await page.session(of: grant, at: endpoint)
    } catch { throw SignInProblem(error.sentence) }
  }
}

/// A sign-in with a code that the person types at the provider.
private struct PageDeviceSignIn: DeviceSignIn {
  let flow: DeviceFlow
  let authorization: DeviceAuthorization
  let endpoint: TokenEndpoint
  let page: PageSignIn

  var code: SignInCode {
    SignInCode(
      text: authorization.userCode,
      url: authorization.verificationURL,
      completeURL: authorization.completeURL,
      expiresAt: authorization.expires.text
    )
  }

  func session() async throws(SignInProblem) -> any NewSession {
    do throws(SignInError) {
      let grant = try await flow.wait(for: authorization)
      return try await page.session(of: grant, at: endpoint)
    } catch { throw SignInProblem(error.sentence) }
  }
}
