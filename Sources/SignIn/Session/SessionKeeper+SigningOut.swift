import Synchronization

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

  /// Revokes a session that was never stored, as far as the provider can be told.
  package func discard(_ session: StoredSession) async {
    var problems: [SignInError] = []
    _ = await revoke(session, &problems)
  }

  func revoke(_ session: StoredSession, _ problems: inout [SignInError]) async -> Bool {
    guard let stored = session.provider else { return false }
    let refresh = session.providerRefresh.flatMap {
      $0.maySend(at: time.now(), grace: SessionTimes.providerGrace) ? $0.token : nil
    }
    guard let token = refresh ?? session.providerAccess?.token else { return false }
    do throws(SignInError) {
      // Secrets go to configured origins only, also at the end.
      try configuration.check(session)
      guard let client = configuration.client(of: stored) else { return false }
      let endpoint = TokenEndpoint(Provider(stored), client: client, transport: transport, time: time)
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
