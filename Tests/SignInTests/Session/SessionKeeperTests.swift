import JSON
import Store
import Synchronization
import Testing

@testable import SignIn

@Suite struct SessionKeeperTests {
  @Test func `a month of hourly calls, each from a process of its own, needs one sign-in`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    for _ in 0..<(30 * 24) {
      bench.clock.advance(.seconds(3600))
      let credential = try await bench.keeper().credential()
      let expires = try #require(credential.expires)
      #expect(expires > bench.clock.now)
      #expect(credential.account.label == "Person mario <mario@example.org>, Example")
    }
    bench.services.state.withLock { state in
      #expect(state.lateReplays == [])
      #expect(state.grants.count == 1)
    }
    // Each hour the pair once; the provider's own token only so that it outlasts a silence: each 3.5 days.
    #expect(bench.services.count("/auth/refresh") == 30 * 24)
    #expect(bench.services.count("/oidc/token") == 8)
    #expect(bench.services.count("/auth/exchange") == 1)
  }

  @Test func `after ten days of silence the provider's token makes a new session`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    bench.clock.advance(.seconds(10 * 86_400))
    _ = try await bench.keeper().credential()
    #expect(bench.services.count("/auth/refresh") == 0)
    #expect(bench.services.count("/oidc/token") == 1)
    #expect(bench.services.count("/auth/exchange") == 2)
  }

  @Test func `after fifteen days of silence a person signs in again, and the provider is asked once`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    bench.clock.advance(.seconds(15 * 86_400))
    for _ in 0..<3 {
      let error = await #expect(throws: SignInError.self) { try await bench.keeper().credential() }
      #expect(error?.kind == .ended)
    }
    #expect(bench.services.count("/oidc/token") == 1)
    #expect(bench.services.count("/auth/refresh") == 0)
  }

  @Test func `without a session nothing is sent`() async throws {
    let bench = try SessionBench()
    let error = await #expect(throws: SignInError.self) { try await bench.keeper().credential() }
    #expect(error?.kind == .absent)
    #expect(bench.services.state.withLock { $0.requests.isEmpty })
  }

  @Test func `callers at the same time share one refresh, in one process and in many`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    bench.clock.advance(.seconds(1790))
    let keepers = (0..<10).map { _ in bench.keeper() }
    let tokens = try await withThrowingTaskGroup(of: String.self) { group in
      for keeper in keepers {
        for _ in 0..<10 { group.addTask { try await keeper.credential().token.secret } }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(tokens.count == 1)
    #expect(bench.services.count("/auth/refresh") == 1)
  }

  @Test func `a caller that is cancelled leaves, and the refresh is stored all the same`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    bench.clock.advance(.seconds(1790))
    let keeper = bench.keeper()
    let caller = Task { try await keeper.credential() }
    caller.cancel()
    _ = await caller.result
    await keeper.becomeIdle()
    // Whether the refresh began or not, the next call works, and no token was sent twice late.
    bench.clock.advance(.seconds(100))
    _ = try await keeper.credential()
    #expect(bench.services.state.withLock { $0.lateReplays } == [])
  }

  @Test func `a token that the backend refused is replaced once, and not again and again`() async throws {
    let bench = try SessionBench()
    let keeper = try await bench.signIn()
    let first = try await keeper.credential().token.secret
    keeper.rejected("another token")
    #expect(try await keeper.credential().token.secret == first)
    keeper.rejected(first)
    let second = try await keeper.credential().token.secret
    #expect(second != first)
    keeper.rejected(second)
    #expect(try await keeper.credential().token.secret == second)
    #expect(bench.services.count("/auth/refresh") == 1)
  }

  @Test func `expires_in is not trusted where the token says otherwise`() async throws {
    let bench = try SessionBench()
    let keeper = try await bench.signIn()
    // The simulated backend says a day; its tokens say half an hour.
    #expect(try await keeper.credential().expires == bench.clock.now + .seconds(1800))
  }

  @Test func `a backend whose clock is wrong does not make tokens look expired`() async throws {
    let now = Moment(milliseconds: 1_800_000_000_000)
    let token = try #require(
      TokenText(SignedToken.make(["iat": (now + .seconds(-7200)).claim, "exp": (now + .seconds(-5400)).claim]))
    )
    let held = HeldAccess(token, lifetime: nil, receivedAt: now)
    #expect(held.expires == now + .seconds(1800))
  }

  @Test func `after a burn the keeper waits over a second, and the new session is not born dead`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    bench.clock.advance(.seconds(1790))
    bench.services.burn("mario")
    _ = try await bench.keeper().credential()
    #expect(bench.clock.slept.contains { $0 >= .seconds(1) })
    bench.clock.advance(.seconds(1790))
    _ = try await bench.keeper().credential()
    // The second time by its own refresh token: it was alive.
    #expect(bench.services.count("/auth/exchange") == 2)
    #expect(bench.services.state.withLock { $0.lateReplays } == [])
  }

  @Test func `a dead grant says to sign in again, and is not asked again`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    bench.services.endGrants()
    bench.clock.advance(.seconds(8 * 86_400))
    for _ in 0..<3 {
      let error = await #expect(throws: SignInError.self) { try await bench.keeper().credential() }
      #expect(error?.kind == .ended)
      #expect(error?.sentence.contains("sign in again") ?? false)
    }
    #expect(bench.services.count("/oidc/token") == 1)
  }

  @Test func `a provider out of order costs no sign-in, however it fails`() async throws {
    for fault in [SimulatedServices.Fault.notSent, .status(503), .status(500), .status(429), .page(503), .page(200)] {
      let isDown = Flag()
      let bench = try SessionBench { request, _ in
        isDown.isSet && request.purpose == .provider ? fault : nil
      }
      try await bench.signIn()
      bench.clock.advance(.seconds(8 * 86_400))
      isDown.set(true)
      for _ in 0..<5 {
        let error = await #expect(throws: SignInError.self) { try await bench.keeper().credential() }
        #expect(error?.kind == .unavailable || error?.kind == .refused(code: "server_error"), "\(fault)")
        bench.clock.advance(.seconds(3600))
      }
      isDown.set(false)
      _ = try await bench.keeper().credential()
      #expect(bench.services.state.withLock { $0.lateReplays } == [])
    }
  }

  @Test func `upkeep of the provider's token never fails a call`() async throws {
    let isDown = Flag()
    let bench = try SessionBench { request, _ in isDown.isSet && request.purpose == .provider ? .page(503) : nil }
    try await bench.signIn()
    for _ in 0..<6 {
      bench.clock.advance(.seconds(86_400))
      _ = try await bench.keeper().credential()
    }
    isDown.set(true)
    bench.clock.advance(.seconds(4 * 86_400))
    _ = try await bench.keeper().credential()
    let before = bench.services.count("/oidc/token")
    // Not by each call, which would have to wait for it.
    for _ in 0..<5 {
      bench.clock.advance(.seconds(60))
      _ = try await bench.keeper().credential()
    }
    #expect(bench.services.count("/oidc/token") == before)
    isDown.set(false)
    bench.clock.advance(.seconds(3600))
    _ = try await bench.keeper().credential()
    #expect(bench.services.count("/oidc/token") == before + 1)
  }

  @Test func `a lost answer of the backend is asked for again within the grace`() async throws {
    let bench = try SessionBench { request, _ in nil }
    try await bench.signIn()
    let count = Counter()
    let services = bench.services
    let flaky = ScriptedTransport { request throws(SignInTransportError) in
      let response = try await services.send(request)
      if request.url.target.hasSuffix("/auth/refresh"), count.next() == 1 {
        throw SignInTransportError(wasSent: true, sentence: "The connection was lost.")
      }
      return response
    }
    bench.clock.advance(.seconds(1790))
    _ = try await bench.keeper(transport: flaky).credential()
    #expect(services.count("/auth/refresh") == 2)
    #expect(services.count("/auth/exchange") == 1)
  }

  @Test func `a backend's token whose answer was lost is not sent after the grace`() async throws {
    let isLost = Flag()
    let bench = try SessionBench { request, _ in
      isLost.isSet && request.url.target.hasSuffix("/auth/refresh") ? .lost : nil
    }
    try await bench.signIn()
    bench.clock.advance(.seconds(1790))
    isLost.set(true)
    let error = await #expect(throws: SignInError.self) {
      _ = try await bench.keeper().credential()
      // The token at hand lives on for a moment; after that there is none.
      bench.clock.advance(.seconds(11))
      _ = try await bench.keeper().credential()
    }
    #expect(error?.kind == .unavailable)
    isLost.set(false)
    bench.clock.advance(.seconds(60))
    let before = bench.services.count("/auth/refresh")
    _ = try await bench.keeper().credential()
    #expect(bench.services.count("/auth/refresh") == before)
    #expect(bench.services.count("/oidc/token") == 0 || bench.services.count("/auth/exchange") == 2)
    #expect(bench.services.state.withLock { $0.lateReplays } == [])
  }

  @Test func `a provider's token whose answer was lost is not sent after the grace`() async throws {
    let isLost = Flag()
    let bench = try SessionBench { request, _ in isLost.isSet && request.purpose == .provider ? .lost : nil }
    try await bench.signIn()
    bench.clock.advance(.seconds(8 * 86_400))
    isLost.set(true)
    await #expect(throws: SignInError.self) { try await bench.keeper().credential() }
    isLost.set(false)
    bench.clock.advance(.seconds(10))
    let error = await #expect(throws: SignInError.self) { try await bench.keeper().credential() }
    #expect(error?.kind == .ended)
    #expect(error?.sentence.contains("too late to ask again") ?? false)
    #expect(bench.services.state.withLock { $0.lateReplays } == [])
  }

  @Test func `an exchange that the backend refuses is not repeated without end`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    bench.services.state.withLock { $0.isExchangeDown = true }
    bench.clock.advance(.seconds(8 * 86_400))
    for _ in 0..<4 {
      let error = await #expect(throws: SignInError.self) { try await bench.keeper().credential() }
      #expect(error?.kind == .refused(code: nil))
      #expect(!(error?.sentence.contains("opaque-") ?? true))
    }
    // Once at the provider; its token is young, so the backend's word against it does not count.
    #expect(bench.services.count("/oidc/token") == 1)
    bench.services.state.withLock { $0.isExchangeDown = false }
    _ = try await bench.keeper().credential()
    #expect(bench.services.count("/oidc/token") == 1)
  }

  @Test func `a change of the configuration asks for a new sign-in, names the place, and sends nothing`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    bench.clock.advance(.seconds(1790))
    let before = bench.services.state.withLock { $0.requests.count }
    let elsewhere = "https://elsewhere.example/api"
    let changes = [
      SessionConfiguration(audience: elsewhere, issuer: SimulatedServices.issuer, clients: [SessionBench.client]),
      SessionConfiguration(
        audience: SimulatedServices.api,
        issuer: "https://elsewhere.example/oidc",
        clients: [SessionBench.client],
        backend: bench.configuration.backend,
        origins: try SecretOrigins(["https://elsewhere.example/oidc"])
      ),
      SessionConfiguration(
        audience: SimulatedServices.api,
        issuer: SimulatedServices.issuer,
        clients: [SessionBench.client],
        backend: try SessionBench.backend(elsewhere),
        origins: bench.configuration.origins
      ),
      SessionConfiguration(
        audience: SimulatedServices.api,
        issuer: SimulatedServices.issuer,
        clients: [SessionBench.client],
        backend: bench.configuration.backend,
        origins: try SecretOrigins(["https://elsewhere.example"])
      ),
      SessionConfiguration(
        audience: SimulatedServices.api,
        issuer: SimulatedServices.issuer,
        clients: [OAuthClient(id: "another")],
        backend: bench.configuration.backend,
        origins: bench.configuration.origins
      ),
    ]
    for change in changes {
      let error = await #expect(throws: SignInError.self) {
        try await bench.keeper(configuration: change).credential()
      }
      #expect(error?.kind == .ended)
    }
    #expect(bench.services.state.withLock { $0.requests.count } == before)
  }

  @Test func `signing out removes the session and revokes the grant, but no web session`() async throws {
    let bench = try SessionBench()
    let keeper = try await bench.signIn()
    let outcome = try await keeper.signOut()
    #expect(outcome.isRevoked)
    #expect(outcome.endedEverywhere == nil)
    #expect(outcome.problems == [])
    #expect(try await bench.stored() == nil)
    #expect(bench.services.count("/auth/logout") == 0)
    #expect(bench.services.state.withLock { $0.signedOut.count } == 1)
    let error = await #expect(throws: SignInError.self) { try await keeper.credential() }
    #expect(error?.kind == .absent)
  }

  @Test func `a session that nobody keeps is revoked, and the stored one stays`() async throws {
    let bench = try SessionBench()
    let keeper = try await bench.signIn()
    let stored = try #require(try await bench.stored())
    await keeper.discard(stored)
    #expect(bench.services.state.withLock { $0.signedOut.count } == 1)
    #expect(try await bench.stored() == stored)
  }

  @Test func `signing out everywhere tells the backend, too`() async throws {
    let bench = try SessionBench()
    let outcome = try await bench.signIn().signOut(everywhere: true)
    #expect(outcome.endedEverywhere == true)
    #expect(bench.services.count("/auth/logout") == 1)
  }

  @Test func `signing out while the provider is down removes the session, and says what was not done`() async throws {
    let bench = try SessionBench { request, _ in request.url.target.hasSuffix("revocation") ? .notSent : nil }
    let outcome = try await bench.signIn().signOut()
    #expect(!outcome.isRevoked)
    #expect(outcome.problems.count == 1)
    #expect(try await bench.stored() == nil)
  }

  @Test func `another person's session is never used in place of the one that signed in`() async throws {
    let bench = try SessionBench()
    try await bench.signIn("mario")
    // The backend errs: it renews as somebody else.
    bench.services.state.withLock { state in
      for token in state.backendRefresh.keys { state.backendRefresh[token]?.owner = "luigi" }
    }
    bench.clock.advance(.seconds(1800))
    let error = await #expect(throws: SignInError.self) { try await bench.keeper().credential() }
    #expect(error?.kind == .untrusted)
    let stored = try #require(try await bench.stored())
    #expect(stored.account.subject == "mario")
  }

  @Test func `long subjects that begin alike are two people`() throws {
    let start = String(repeating: "a", count: 200)
    let one = SessionAccount(["logto_id": .string(start + "1"), "id": "u"], subject: nil)
    let other = SessionAccount(["logto_id": .string(start + "2"), "id": "u"], subject: nil)
    #expect(!one.mayEqual(other))
    #expect(one.mayEqual(SessionAccount(Identity(subject: start + "1", name: nil))))
    // Spaces count, too; what nobody can see, or nobody can compare, is no identifier.
    #expect(!SessionAccount(["id": "a b"], subject: nil).mayEqual(SessionAccount(["id": "a  b"], subject: nil)))
    for text in ["a\u{1B}[2Jb", "a\u{202E}b", "", String(repeating: "a", count: 256)] {
      #expect(SessionAccount(["logto_id": .string(text), "id": .string(text)], subject: text).subject == nil)
    }
  }

  @Test func `a sign-in as another person replaces the session for all processes`() async throws {
    let bench = try SessionBench()
    let first = try await bench.signIn("mario")
    try await bench.signIn("luigi")
    bench.clock.advance(.seconds(11))
    #expect(try await first.credential().account.subject == "luigi")
  }
}
