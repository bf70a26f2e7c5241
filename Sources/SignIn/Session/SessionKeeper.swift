import JSON
package import Store
import Synchronization

/// The token for a call, and whose it is.
package struct SessionCredential: Sendable {
  /// The token, which calls carry to ``audience`` only.
  package let token: TokenText
  /// The other tokens of the session, which nothing but the provider and the backend may see.
  package let others: [TokenText]
  /// The base URL of the API that it is for.
  package let audience: String
  /// The person.
  package let account: SessionAccount
  /// The end of the token's life; `nil` if nothing says it.
  package let expires: Moment?
  /// Whether the token may be printed for scripts.
  package let isExportable: Bool
}

/// Keeps one session alive: gives its token to calls, and renews it when due, once for all processes of the user.
package final class SessionKeeper: Sendable {
  struct State {
    var session: StoredSession?
    var readAt: Moment?
    var rejected: TokenText?
    /// The time of the last renewal that followed a rejection.
    var renewedAt: Moment?
    /// Whether the program ends, so that a renewal sends nothing more.
    var isEnding = false
  }

  let storage: SessionStorage
  let configuration: SessionConfiguration
  let transport: any SignInTransport
  let time: SignInTime
  let state = Mutex(State())
  private let flight = SingleFlight<StoredSession>()

  /// Makes a keeper of the session that is stored under a key.
  ///
  /// - Parameters:
  ///   - store: The store, shared by all processes of the user.
  ///   - key: The key of the session.
  ///   - owner: The owner of the session in the store; `nil` is the person.
  ///   - configuration: The sign-in that the configuration names.
  ///   - transport: Sends requests.
  ///   - time: The clock.
  package init(
    store: any Store,
    key: StoreKey,
    owner: String? = nil,
    configuration: SessionConfiguration,
    transport: any SignInTransport,
    time: SignInTime = .system
  ) {
    storage = SessionStorage(store: store, key: key, owner: owner)
    self.configuration = configuration
    self.transport = transport
    self.time = time
  }

  /// Returns the token for a call, renewed if due; callers at the same time share one renewal.
  ///
  /// - Throws: If nobody has signed in, the session has ended, or a service is out of order.
  package func credential() async throws(SignInError) -> SessionCredential {
    if let session = ready(), let credential = Self.credential(of: session) { return credential }
    let session = try await flight.run { [self] () async throws(SignInError) in try await renew() }
    guard let credential = Self.credential(of: session) else { throw StoredSession.damaged }
    return credential
  }

  /// Reports that the backend refused a token with 401: the next call gets another one, if there is any.
  package func rejected(_ token: String) {
    let now = time.now()
    state.withLock { state in
      guard let current = state.session?.credential?.token, current.secret == token else { return }
      // A new token that is refused, too, is not the fault of the token.
      if let renewedAt = state.renewedAt, renewedAt <= now, now - renewedAt < .seconds(30) { return }
      state.rejected = current
      state.session = nil
    }
  }

  /// Reads the stored session, for `status`; `nil` if nobody has signed in.
  package func stored() async throws(SignInError) -> StoredSession? { try await storage.read()?.session }

  /// Returns the token at hand, and sends nothing; `nil` if it would have to be renewed.
  ///
  /// - Throws: If nobody has signed in, or the configuration has changed since.
  package func credentialAtHand() async throws(SignInError) -> SessionCredential? {
    guard let session = try await storage.read()?.session else { throw SessionRenewal.absent }
    try configuration.check(session)
    guard case .use = session.step(at: time.now()) else { return nil }
    return Self.credential(of: session)
  }

  /// Waits until the response to a request that was sent is stored, and sends nothing more; for the program's end.
  package func becomeIdle() async {
    state.withLock { $0.isEnding = true }
    await flight.becomeIdle()
    state.withLock { $0.isEnding = false }
  }

  /// The session at hand, if it needs no reading and no renewal.
  private func ready() -> StoredSession? {
    let now = time.now()
    return state.withLock { state in
      guard let session = state.session, let readAt = state.readAt, readAt <= now,
        now - readAt < SessionTimes.rereading, case .use = session.step(at: now, rejected: state.rejected)
      else { return nil }
      return session
    }
  }

  private func renew() async throws(SignInError) -> StoredSession {
    let rejected = state.withLock { $0.rejected }
    let renewal = SessionRenewal(
      storage: storage,
      configuration: configuration,
      transport: transport,
      time: time,
      rejected: rejected,
      isEnding: { [self] in state.withLock { $0.isEnding } }
    )
    let session = try await renewal.run()
    let now = time.now()
    state.withLock { state in
      state.session = session
      state.readAt = now
      if let rejected, state.rejected == rejected {
        state.rejected = nil
        state.renewedAt = now
      }
    }
    return session
  }

  private static func credential(of session: StoredSession) -> SessionCredential? {
    session.credential.map { access in
      SessionCredential(
        token: access.token,
        others: session.tokens.filter { $0 != access.token },
        audience: session.audience,
        account: session.account,
        expires: access.expires,
        isExportable: session.isExportable
      )
    }
  }
}
