import Store
import Synchronization
import Testing

@testable import SignIn

/// Signing in again as the same person, and the end of a program that keeps a session.
struct RepeatedSignInTests {
  /// A session of a new grant.
  private func session(_ bench: SessionBench, _ subject: String = "mario") async throws -> StoredSession {
    let other = SessionBench(sharing: bench)
    try await other.signIn(subject)
    return try #require(try await other.stored())
  }

  @Test func `the former grant is revoked after the new session is stored`() async throws {
    let bench = try SessionBench()
    let keeper = try await bench.signIn()
    let session = try await session(bench)
    let keeping = try await keeper.keep(session)
    #expect(keeping.isRevoked && keeping.problem == nil)
    #expect(keeping.former?.account.subject == "mario")
    #expect(bench.services.state.withLock { $0.signedOut } == ["grant-1"])
    #expect(try await bench.stored() == session)
    bench.clock.advance(.seconds(8 * 86_400))
    _ = try await bench.keeper().credential()
  }

  @Test func `a former grant that cannot be revoked is said, and the new session stays`() async throws {
    let bench = try SessionBench { request, _ in request.url.target.hasSuffix("revocation") ? .page(503) : nil }
    let keeper = try await bench.signIn()
    let session = try await session(bench)
    let keeping = try await keeper.keep(session)
    #expect(!keeping.isRevoked && keeping.problem?.kind == .unavailable)
    #expect(try await bench.stored() == session)
  }

  @Test func `a session that cannot be stored revokes nothing`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    let session = try await session(bench)
    let keeper = bench.keeper(store: FullStore(base: bench.store))
    await #expect(throws: SignInError.self) { try await keeper.keep(session) }
    #expect(bench.services.count("/oidc/token/revocation") == 0)
  }

  @Test func `a provider that gives the same token again has nothing revoked`() async throws {
    let bench = try SessionBench()
    let keeper = try await bench.signIn()
    let session = try #require(try await bench.stored())
    let keeping = try await keeper.keep(session)
    #expect(!keeping.isRevoked && keeping.problem == nil)
    #expect(bench.services.count("/oidc/token/revocation") == 0)
  }

  @Test func `a former session of another configuration has its tokens sent nowhere`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    let session = try await session(bench)
    let former = try #require(try await bench.stored())
    // Stored by an earlier configuration, whose client is not configured any more.
    var other = StoredSession(
      former.kind,
      audience: former.audience,
      provider: SessionProvider(try SessionBench.provider(), client: OAuthClient(id: "earlier"), scopes: []),
      backend: former.backend,
      account: former.account,
      signedIn: former.signedIn
    )
    (other.providerRefresh, other.access) = (former.providerRefresh, former.access)
    try await SessionStorage(store: bench.store, key: bench.key).replace(with: other)
    let keeping = try await bench.keeper().keep(session)
    #expect(!keeping.isRevoked && keeping.problem?.kind == .ended)
    #expect(bench.services.count("/oidc/token/revocation") == 0)
  }

  @Test func `a program that ends does not wait for others who renew`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    bench.clock.advance(.seconds(1790))
    let lock = try await bench.store.lock(bench.key, lease: .seconds(45))
    #expect(lock != nil)
    let keeper = bench.keeper()
    let caller = Task { try await keeper.credential() }
    while bench.clock.slept.isEmpty { await Task.yield() }
    await keeper.becomeIdle()
    let outcome = await caller.result
    #expect { try outcome.get() } throws: { ($0 as? SignInError)?.kind == .cancelled }
    #expect(bench.services.count("/auth/refresh") == 0)
  }
}
