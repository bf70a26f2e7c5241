package import Assembly
package import EventThread
package import Operations
import ProcessEnvironment
import Settings
import SignIn
import Store
import Synchronization
import TextCoding

extension Checkup {
  /// The remaining life of a session, in seconds, below which it gets a warning.
  private static let shortness = 3 * 86_400

  /// Checks the sign-in of a document: its store, its sessions, its provider and its clients.
  ///
  /// Nothing is renewed: a refresh token that is sent is spent.
  ///
  /// - Returns: Whether a credential is at hand that can be tried.
  package mutating func checkSignIn(
    _ startup: Startup,
    _ loaded: LoadedDocument,
    at base: BaseURL,
    on thread: EventThread
  ) async -> Bool {
    let settings = startup.settings
    guard startup.usesOwnCredentials, settings.credential == .none, settings.backend != .sandbox else { return true }
    let ground: SignInGround
    do throws(SignInError) {
      ground = try SignInGround(settings, loaded, at: base, startup.redactor, on: thread) { _ in }
    } catch {
      fail("sign-in", error.sentence)
      return false
    }
    await checkStore(ground)
    let canTry = await checkSessions(ground)
    await checkProvider(ground)
    await ground.transport.close()
    return canTry
  }

  // MARK: - The store and its sessions

  private mutating func checkStore(_ ground: SignInGround) async {
    guard let store = ground.sessions.store as? SealedFileStore else { return }
    do throws(StoreError) {
      guard let status = try await store.status() else { return }
      ok("store", "Sessions are kept in \(status.path); its key is \(status.key.words) and can be read.")
      checkReaders(status.path)
    } catch {
      fail("store", "The stored sessions cannot be used: \(error.message)")
    }
  }

  private mutating func checkSessions(_ ground: SignInGround) async -> Bool {
    guard !hasFailed("store") else { return false }
    let entries: [SignInSessions.Entry]
    do throws(SignInError) { entries = try await ground.sessions.all() } catch {
      fail("session", error.sentence)
      return false
    }
    for entry in entries { check(entry.session, ground) }
    guard !ground.setup.usesClientCredentials else { return true }
    do throws(SignInError) {
      guard let entry = try await ground.sessions.chosen(account: ground.setup.settings.account) else { return true }
      guard try await ground.sessions.keeper(of: entry.key).credentialAtHand() == nil else { return true }
      skip(
        "credential",
        "The session's token has to be renewed first, which spends a refresh token: it was not tried.",
        "The next call renews it, with the same options."
      )
    } catch {
      guard error.kind == .ambiguous else {
        fail("session", error.sentence)
        return false
      }
      warn(
        "session",
        error.sentence,
        "On standard input and output, the page of a call asks which one. Over HTTP and in scripts nobody can be asked."
      )
    }
    return false
  }

  private mutating func check(_ session: StoredSession, _ ground: SignInGround) {
    let now = SignInTime.system.now()
    let name = session.account.label
    guard let end = session.renewable(at: now) else {
      return fail("session", "\(name): the session has ended.", "Sign in again: \(ground.setup.commandLine())")
    }
    let left = end.seconds - now.seconds
    let text = "\(name): until \(UTCTime.text(end.seconds))" + (session.renewsItself ? ", and renewed by itself" : "")
    if left < Self.shortness, session.kind != .pasted {
      warn("session", "\(text).", "Make a call soon, or sign in again: \(ground.setup.commandLine())")
    } else {
      ok("session", "\(text).")
    }
    if let skew = session.clockSkew { checkClock(skew, of: "whoever made the token of \(name)") }
    let missing = ground.setup.scopes(missingIn: session)
    if !missing.isEmpty {
      warn(
        "scopes",
        "\(name): the session was not granted \(missing.joined(separator: ", ")), which operations require.",
        "Sign in again: \(ground.setup.commandLine())"
      )
    }
  }

  // MARK: - The provider

  private mutating func checkProvider(_ ground: SignInGround) async {
    let setup = ground.setup
    var flows: [SignInSetup.Flow] = []
    if setup.usesClientCredentials {
      flows = [.clientCredentials]
    } else {
      if setup.settings.browserClient != nil { flows.append(.browser) }
      if setup.settings.deviceClient != nil { flows.append(.device) }
    }
    guard setup.configuration.issuer != nil || !flows.isEmpty else { return }
    let transport = DatedTransport(ground.transport)
    for (index, flow) in (flows.isEmpty ? [.browser] : flows).enumerated() {
      let endpoint: TokenEndpoint
      do throws(SignInError) { endpoint = try await setup.endpoint(for: flow, by: transport) } catch {
        return fail("provider", error.sentence)
      }
      if index == 0 { check(endpoint.provider, setup, date: transport.date) }
      await check(flow, ClientProbe(endpoint, scopes: setup.scopes(at: endpoint.provider), transport: transport))
    }
  }

  private mutating func check(_ provider: Provider, _ setup: SignInSetup, date: String?) {
    let name = provider.issuer ?? provider.host
    ok("provider", "\(name) gives tokens at \(provider.tokenEndpoint).")
    if let time = date.flatMap(UTCTime.ofAnswer) {
      checkClock(.seconds(time - SignInTime.system.now().seconds), of: name)
    }
    guard let known = provider.scopes else { return }
    let unknown = setup.scopes(at: provider).filter { !known.contains($0) }
    guard !unknown.isEmpty else { return }
    warn("scopes", "\(name) does not offer \(unknown.joined(separator: ", ")).", "Set others with --login-scope.")
  }

  private mutating func check(_ flow: SignInSetup.Flow, _ probe: ClientProbe) async {
    let outcome: ClientProbe.Outcome
    switch flow {
    case .browser: outcome = await probe.browser()
    case .device: outcome = await probe.device()
    // The token that it gives is not a session: requesting one shows that the secret is right.
    case .clientCredentials: return
    }
    switch outcome {
    case .accepted: ok("client", "The provider goes on with the client of the \(flow.rawValue) sign-in.")
    case .refused(let sentence): fail("client", "\(flow.rawValue): \(sentence)")
    case .unclear(let sentence):
      skip("client", "\(flow.rawValue): \(sentence)", "Sign in to see: nethesis-mcp login --\(flow.rawValue)")
    }
  }

  /// Reports clocks that differ by more than a minute: tokens then look older or younger than they are.
  mutating func checkClock(_ difference: Duration, of name: String) {
    let seconds = Int(difference.components.seconds)
    guard abs(seconds) > 60 else { return }
    warn(
      "clock",
      "The clock of \(name) is \(abs(seconds)) seconds \(seconds > 0 ? "ahead of" : "behind") that of this machine.",
      "Set the clock of this machine, for example by NTP."
    )
  }
}

/// The way to a provider that keeps the time of the last response.
final class DatedTransport: SignInTransport {
  private let base: any SignInTransport
  private let last = Mutex<String?>(nil)

  init(_ base: any SignInTransport) { self.base = base }

  /// The value of the field `Date` of the last response.
  var date: String? { last.withLock { $0 } }

  func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse {
    let response = try await base.send(request)
    last.withLock { $0 = response.date }
    return response
  }
}
