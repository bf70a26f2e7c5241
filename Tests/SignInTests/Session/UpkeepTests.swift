import JSON
import Store
import Synchronization
import TestSupport
import Testing

@testable import SignIn

/// The use of the provider's refresh token for its own sake, so that no silence ends a session.
@Suite struct UpkeepTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `ten silent days end no session, whenever they begin`(seed: UInt64) async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    var random = SeededGenerator(seed: seed)
    let hour = 3600
    for _ in 0..<200 {
      let pauses = [1, hour / 2, hour, 7 * hour, 24 * hour, 83 * hour, 84 * hour, 6 * 24 * hour, 240 * hour]
      bench.clock.advance(.seconds(pauses.randomElement(using: &random) ?? hour))
      // Throws if a person has to sign in.
      _ = try await bench.keeper().credential()
    }
    #expect(bench.services.state.withLock { $0.lateReplays } == [])
  }

  @Test func `ten silent days are outlasted after any number of hourly calls`() async throws {
    for calls in stride(from: 12, to: 9 * 24, by: 31) {
      let bench = try SessionBench()
      try await bench.signIn()
      for _ in 0..<calls {
        bench.clock.advance(.seconds(3600))
        _ = try await bench.keeper().credential()
      }
      bench.clock.advance(.seconds(10 * 86_400))
      _ = try await bench.keeper().credential()
    }
  }

  @Test(arguments: [(1, 0.125), (7, 0.875), (11, 1.375), (12, 1.5), (14, 3.5), (20, 9.5), (21, 10.5), (90, 45)])
  func `a token is used at half of its life at the latest, and before a silence would end it`(
    life: Int,
    days: Double
  ) throws {
    let now = Moment(milliseconds: 1_800_000_000_000)
    let token = HeldRefresh(
      token: try #require(TokenText("rotating")),
      obtained: now,
      expires: now + .seconds(life * 86_400)
    )
    #expect(token.upkeepAge == .seconds(Int(days * 86_400)))
    #expect(token.upkeepAge <= .seconds(life * 43_200))
  }

  @Test func `a session whose access token lives for weeks is kept up, too`() async throws {
    let bench = try DirectBench(accessDays: 30)
    try await bench.signIn()
    for _ in 0..<40 {
      bench.clock.advance(.seconds(86_400))
      _ = try await bench.keeper().credential()
    }
    #expect(bench.refreshes.count >= 9)
  }

  @Test func `the end of the grant leaves an access token that calls still use`() async throws {
    let bench = try DirectBench(accessDays: 30)
    try await bench.signIn()
    bench.isEnded.set(true)
    for _ in 0..<3 {
      bench.clock.advance(.seconds(4 * 86_400))
      _ = try await bench.keeper().credential()
    }
    #expect(bench.refreshes.count == 1)
  }

  @Test func `a store that takes nothing new fails no call whose token lives`() async throws {
    let bench = try DirectBench(accessDays: 5)
    try await bench.signIn()
    bench.clock.advance(.seconds(4 * 86_400))
    let keeper = bench.keeper(in: FullStore(base: bench.store))
    #expect(try await keeper.credential().token.secret == "access-0")
    #expect(bench.refreshes.count == 0)
    // Now a renewal is due, and the token would still outlast a call.
    bench.clock.advance(.seconds(86_400 - 30))
    #expect(try await keeper.credential().token.secret == "access-0")
    bench.clock.advance(.seconds(30))
    await #expect { try await keeper.credential() } throws: { ($0 as? SignInError)?.kind == .store }
    #expect(bench.refreshes.count == 0)
  }

  @Test func `a call whose token lives does not wait for the upkeep of another process`() async throws {
    let bench = try DirectBench(accessDays: 30)
    try await bench.signIn()
    bench.clock.advance(.seconds(4 * 86_400))
    // A lease longer than any test takes: its end is measured by the system's clock.
    let lock = try #require(try await bench.store.lock(bench.key, lease: .seconds(86_400)))
    _ = try await bench.keeper().credential()
    #expect(bench.clock.slept == [] && bench.refreshes.count == 0)
    try await bench.store.unlock(lock)
    _ = try await bench.keeper().credential()
    #expect(bench.refreshes.count == 1)
  }

  @Test func `a token that came while the clock was ahead is kept up at once`() async throws {
    let bench = try DirectBench(accessDays: 30)
    bench.clock.advance(.seconds(400 * 86_400))
    try await bench.signIn()
    bench.clock.advance(.seconds(-400 * 86_400))
    for _ in 0..<3 { _ = try await bench.keeper().credential() }
    #expect(bench.refreshes.count == 1)
  }
}

/// A session whose calls carry the provider's own tokens.
private struct DirectBench {
  let clock = TestTime()
  let store = MemoryStore()
  let refreshes = Counter()
  let isEnded = Flag()
  let configuration: SessionConfiguration
  let accessDays: Int

  init(accessDays: Int) throws {
    self.accessDays = accessDays
    configuration = SessionConfiguration(
      audience: "https://api.example",
      issuer: SimulatedServices.issuer,
      clients: [SessionBench.client],
      origins: try SecretOrigins([SimulatedServices.issuer])
    )
  }

  private func response(_ number: Int) -> JSONObject {
    [
      "access_token": .string("access-\(number)"), "refresh_token": .string("refresh-\(number)"),
      "token_type": "Bearer",
      "expires_in": .number(JSONNumber(accessDays * 86_400)), "refresh_expires_in": .number(JSONNumber(14 * 86_400)),
    ]
  }

  private var transport: ScriptedServices {
    ScriptedServices { [self] _, _ throws(SignInTransportError) in
      let number = refreshes.next()
      guard !isEnded.isSet else { return .json(["error": "invalid_grant"], status: 400) }
      return .json(.object(response(number)))
    }
  }

  let key = StoreKey("session", "direct")

  func keeper(in other: (any Store)? = nil) -> SessionKeeper {
    SessionKeeper(
      store: other ?? store,
      key: key,
      configuration: configuration,
      transport: transport,
      time: clock.time
    )
  }

  func signIn() async throws {
    let endpoint = TokenEndpoint(
      try SessionBench.provider(),
      client: SessionBench.client,
      transport: transport,
      time: clock.time
    )
    let first = try TokenResponse(response(0), receivedAt: clock.now, host: "id.example")
    let grant = SignInGrant(first, identity: Identity(subject: "mario", name: nil), scopes: [])
    try await keeper().keep(try await SignInCompletion(configuration, endpoint).session(of: grant))
  }
}
