import JSON
import Synchronization
import Testing

@testable import SignIn

/// What is known of a session without anything being sent, and sessions by the endpoints of a document.
struct SessionAtHandTests {
  @Test func `a token that lives is at hand, and one that is due is not renewed`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    let sent = bench.services.state.withLock { $0.requests.count }
    let live = try await bench.keeper().credentialAtHand()
    #expect(live != nil)
    bench.clock.advance(.seconds(1790))
    let due = try await bench.keeper().credentialAtHand()
    #expect(due == nil)
    #expect(bench.services.state.withLock { $0.requests.count } == sent)
    let nobody = SessionBench(sharing: bench)
    let error = await #expect(throws: SignInError.self) { try await nobody.keeper().credentialAtHand() }
    #expect(error?.kind == .absent)
  }

  @Test func `the time of a token tells how clocks differ`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    let session = try #require(try await bench.stored())
    let skew = try #require(session.clockSkew)
    #expect(abs(skew.components.seconds) <= 1)
  }

  @Test func `the age of a pasted token tells nothing of clocks, unless it is of the future`() throws {
    let now = Moment(milliseconds: 1_800_000_000_000)
    func skew(_ seconds: Int) throws -> Duration? {
      let issued = now + .seconds(seconds)
      let token = SignedToken.make([
        "token_type": "access", "iat": issued.claim, "exp": (issued + .seconds(1800)).claim,
      ])
      return StoredSession(try PastedToken(token, at: now), audience: SimulatedServices.api).clockSkew
    }
    #expect(try skew(-1200) == nil)
    #expect(try skew(1200) == .seconds(1200))
  }

  /// A session that was made by a document's endpoints, with a token of the provider itself.
  private func session(_ bench: SessionBench, _ endpoint: String) async throws -> StoredSession {
    try await bench.signIn()
    let stored = try #require(try await bench.stored())
    let provider = try Provider(token: endpoint, within: try SecretOrigins([endpoint]))
    var session = StoredSession(
      .direct,
      audience: stored.audience,
      provider: SessionProvider(provider, client: SessionBench.client, scopes: []),
      account: stored.account,
      signedIn: stored.signedIn
    )
    (session.providerAccess, session.providerRefresh) = (stored.providerAccess, stored.providerRefresh)
    return session
  }

  private func configuration(_ endpoint: String?, issuer: String? = nil) throws -> SessionConfiguration {
    SessionConfiguration(
      audience: SimulatedServices.api,
      issuer: issuer,
      tokenEndpoint: endpoint.flatMap { ServiceURL($0) },
      clients: [SessionBench.client],
      origins: try SecretOrigins(["https://id.example", "https://other.example"])
    )
  }

  @Test func `the endpoint of a document is kept with the session, and another one takes a new sign-in`() async throws {
    let bench = try SessionBench()
    let endpoint = "https://id.example/oidc/token"
    let session = try await session(bench, endpoint)
    let keeper = bench.keeper(configuration: try configuration(endpoint))
    try await keeper.keep(session)
    #expect(try await keeper.credential().token == session.credential?.token)
    for changed in ["https://id.example/elsewhere", "https://other.example/token", nil] {
      let other = bench.keeper(configuration: try configuration(changed))
      let error = await #expect(throws: SignInError.self) { try await other.credential() }
      #expect(error?.kind == .ended)
      #expect(error?.sentence.contains(changed ?? "no endpoint") == true)
    }
    // Nor does a provider that is configured later take over its session.
    let issuer = bench.keeper(configuration: try configuration(nil, issuer: SimulatedServices.issuer))
    let error = await #expect(throws: SignInError.self) { try await issuer.credential() }
    #expect(error?.kind == .ended)
  }
}
