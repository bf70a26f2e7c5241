import JSON
package import Store
import Synchronization

/// The token for a call, and whose it is.
package struct SessionCredential: Sendable {
  /// The token, which calls carry to ``audience`` only.
  package let token: TokenText
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
  private struct State {
    var session: StoredSession?
    var readAt: Moment?
    var rejected: TokenText?
    /// The time of the last renewal that followed a rejection.
    var renewedAt: Moment?
  }

  private let storage: SessionStorage
  private let configuration: SessionConfiguration
  private let transport: any SignInTransport
  private let time: SignInTime
  private let state = Mutex(State())
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

  /// Stores the session of a new sign-in, in place of an earlier one.
  package func keep(_ session: StoredSession) async throws(SignInError) {
    try configuration.check(session)
    try await storage.replace(with: session)
    state.withLock { $0 = State(session: session, readAt: time.now()) }
  }

  /// Waits until no renewal runs; call it before the program ends.
  package func becomeIdle() async { await flight.becomeIdle() }

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
      rejected: rejected
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
        audience: session.audience,
        account: session.account,
        expires: access.expires,
        isExportable: session.isExportable
      )
    }
  }
}

// MARK: - Signing out

extension SessionKeeper {
  /// The outcome of signing out; the local session is gone in any case.
  package struct SignOut: Sendable {
    /// The session that was removed; `nil` if there was none.
    package let session: StoredSession?
    /// Whether the provider revoked its tokens.
    package let isRevoked: Bool
    /// Whether the backend ended all sessions of the person; `nil` if that was not asked for.
    package let endedEverywhere: Bool?
    /// The things that went wrong, as sentences.
    package let problems: [SignInError]
  }

  /// Removes the session, and revokes it at the provider (RFC 7009); the person's web sessions stay.
  ///
  /// - Parameter everywhere: Whether the backend is to end all sessions of the person, those of browsers included.
  /// - Returns: The outcome, with the problems at the provider and the backend.
  /// - Throws: If the store cannot be used, so that the session may still be there.
  package func signOut(everywhere: Bool = false) async throws(SignInError) -> SignOut {
    var problems: [SignInError] = []
    let ended = everywhere ? await endEverywhere(&problems) : nil
    let session: StoredSession?
    do throws(SignInError) {
      session = try await storage.read()?.session
    } catch  where error == StoredSession.damaged {
      session = nil
      problems.append(error)
    }
    // First: whatever happens next, nobody uses it any more.
    try await storage.remove()
    state.withLock { $0 = State() }
    let isRevoked = if let session { await revoke(session, &problems) } else { false }
    return SignOut(session: session, isRevoked: isRevoked, endedEverywhere: ended, problems: problems)
  }

  private func revoke(_ session: StoredSession, _ problems: inout [SignInError]) async -> Bool {
    guard let stored = session.provider, let client = configuration.client(of: stored) else { return false }
    let refresh = session.providerRefresh.flatMap {
      $0.maySend(at: time.now(), grace: SessionTimes.providerGrace) ? $0.token : nil
    }
    guard let token = refresh ?? session.providerAccess?.token else { return false }
    let endpoint = TokenEndpoint(Provider(stored), client: client, transport: transport, time: time)
    do throws(SignInError) {
      // Secrets go to configured origins only, also at the end.
      try configuration.check(session)
      return try await endpoint.revoke(token, hint: refresh == nil ? "access_token" : "refresh_token")
    } catch {
      problems.append(error)
      return false
    }
  }

  private func endEverywhere(_ problems: inout [SignInError]) async -> Bool {
    do throws(SignInError) {
      let credential = try await credential()
      guard let backend = configuration.backend else {
        throw SignInError(.configuration, "The backend has no endpoint that ends all sessions of a person.")
      }
      let sessions = BackendSessions(endpoints: backend, transport: transport)
      switch await sessions.logout(credential.token) {
      case nil: throw SignInError(.configuration, "The backend has no endpoint that ends all sessions of a person.")
      case .success: return true
      case .refused(let refusal):
        throw SignInError(.refused(code: refusal.code), "The backend did not end the sessions: \(refusal.reason).")
      case .unavailable(let sentence), .uncertain(let sentence):
        throw SignInError(.unavailable, "The backend may not have ended the sessions. \(sentence)")
      }
    } catch {
      problems.append(error)
      return false
    }
  }
}
