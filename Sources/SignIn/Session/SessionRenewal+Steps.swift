import Store

/// The steps of a renewal: one request each, whose token is marked as sent before, and whose outcome is stored after.
extension SessionRenewal {
  func refreshPair(
    _ token: HeldRefresh,
    _ reading: SessionStorage.Reading,
    _ lock: StoreLock,
    _ progress: inout Progress
  ) async throws(SignInError) {
    guard let backend = reading.session.backend else { throw StoredSession.damaged }
    let sent = token.sending(at: time.now())
    var session = reading.session
    session.refresh = sent
    guard let marked = try await storage.write(session, after: reading, holding: lock) else { return }
    progress.sends += 1
    let isCurrent = { @Sendable (other: StoredSession) in other.refresh?.token == token.token }
    switch await BackendSessions(endpoints: backend, transport: transport).refresh(token.token) {
    case .success(let object):
      let pair: BackendPair
      do throws(SignInError) {
        pair = try BackendPair(object, receivedAt: time.now(), host: backend.refresh.authority)
        guard session.account.mayEqual(pair.account) else { throw SignInCompletion.otherPerson(backend) }
      } catch {
        // Used up, and not to be sent again.
        try await store(marked, if: isCurrent) { $0.refresh = nil }
        throw error
      }
      try await store(marked, if: isCurrent) { ($0.access, $0.refresh) = (pair.access, pair.refresh) }
      progress.check(pair.access, of: backend.refresh.authority, at: time.now())
    case .refused:
      // Consumed elsewhere, revoked or expired: never sent again, the provider's token makes a new pair.
      let now = time.now()
      try await store(marked, if: isCurrent) { ($0.refresh, $0.burned) = (nil, now) }
    case .unavailable(let sentence):
      try await store(marked, if: isCurrent) { $0.refresh = token }
      progress.problem = Self.unavailable(sentence)
    case .uncertain(let sentence):
      try await repeatLater(sentence, sent, SessionTimes.backendGrace, &progress)
    }
  }

  func refreshProvider(
    _ token: HeldRefresh,
    _ reading: SessionStorage.Reading,
    _ lock: StoreLock,
    _ progress: inout Progress
  ) async throws(SignInError) {
    guard let stored = reading.session.provider, let client = configuration.client(of: stored) else {
      throw StoredSession.damaged
    }
    // If no call needs the token, its problems are none of the call's.
    let isUpkeep = if case .use = reading.session.step(at: time.now(), rejected: rejected) { true } else { false }
    let sent = token.sending(at: time.now())
    var session = reading.session
    session.providerRefresh = sent
    guard let marked = try await storage.write(session, after: reading, holding: lock) else { return }
    progress.sends += 1
    let isCurrent = { @Sendable (other: StoredSession) in other.providerRefresh?.token == token.token }
    let endpoint = TokenEndpoint(Provider(stored), client: client, transport: transport, time: time)
    switch await endpoint.refresh(token.token) {
    case .success(let object):
      let response: TokenResponse
      do throws(SignInError) {
        response = try endpoint.refreshed(object, of: session.account)
      } catch {
        // The response cannot be used, and the token is used up.
        try await store(marked, if: isCurrent) { $0.providerRefresh = nil }
        if isUpkeep { return }
        throw error
      }
      // Without a new one the old one stays valid (RFC 6749 section 6).
      let refresh = response.refresh ?? token.renewed(at: time.now())
      progress.hasKeptUp = isUpkeep
      try await store(marked, if: isCurrent) { ($0.providerAccess, $0.providerRefresh) = (response.access, refresh) }
      progress.check(response.access, of: endpoint.provider.host, at: time.now())
    case .refused(let refusal) where refusal.endsGrant:
      // The grant's access tokens end with it; one that calls use may live on, and the backend says if not.
      try await store(marked, if: isCurrent) { session in
        if session.kind == .exchanged || !isUpkeep { session.providerAccess = nil }
        session.providerRefresh = nil
      }
    case .refused(let refusal):
      let now = time.now()
      try await store(marked, if: isCurrent) { $0.providerRefresh = token.untouched(at: now) }
      progress.fail(endpoint.refused(refusal), isUpkeep: isUpkeep)
    case .unavailable(let sentence):
      let now = time.now()
      try await store(marked, if: isCurrent) { $0.providerRefresh = token.untouched(at: now) }
      progress.fail(Self.unavailable(sentence), isUpkeep: isUpkeep)
    case .uncertain(let sentence):
      try await repeatLater(sentence, sent, SessionTimes.providerGrace, &progress, isUpkeep: isUpkeep)
    }
  }

  func exchange(
    _ access: HeldAccess,
    _ reading: SessionStorage.Reading,
    _ progress: inout Progress
  ) async throws(SignInError) {
    guard let backend = reading.session.backend else { throw StoredSession.damaged }
    progress.sends += 1
    let isCurrent = { @Sendable (other: StoredSession) in other.providerAccess?.token == access.token }
    switch await BackendSessions(endpoints: backend, transport: transport).exchange(access.token) {
    case .success(let object):
      let pair = try BackendPair(object, receivedAt: time.now(), host: backend.exchange.authority)
      guard reading.session.account.mayEqual(pair.account) else { throw SignInCompletion.otherPerson(backend) }
      try await store(reading, if: isCurrent) {
        ($0.access, $0.refresh, $0.burned) = (pair.access, pair.refresh, nil)
      }
      progress.check(pair.access, of: backend.exchange.authority, at: time.now())
    case .refused(let refusal):
      // The backend refuses a good token, too, while it cannot reach its provider: a young one is kept.
      let isOld = time.now() - access.obtained > SessionTimes.youth
      guard refusal.status == 401, isOld, reading.session.providerRefresh != nil else {
        progress.problem = SignInCompletion.refused(backend.exchange.authority, refusal)
        return
      }
      try await store(reading, if: isCurrent) { $0.providerAccess = nil }
    case .unavailable(let sentence): progress.problem = Self.unavailable(sentence)
    case .uncertain(let sentence):
      // Each exchange makes a session of its own: it can be repeated.
      if progress.sends >= 3 { progress.problem = Self.unavailable(sentence) }
    }
  }

  /// Stores the outcome of a request, also if others wrote in between, as long as it concerns the token that was sent.
  private func store(
    _ reading: SessionStorage.Reading,
    if isCurrent: @Sendable (StoredSession) -> Bool,
    _ change: @Sendable (inout StoredSession) -> Void
  ) async throws(SignInError) {
    var reading = reading
    // The lease may have ended: whoever came next may have sent the same token, or a person signed in anew.
    for _ in 0..<Self.maximumSends {
      var session = reading.session
      change(&session)
      if try await storage.write(session, after: reading) != nil { return }
      guard let other = try await storage.read(), isCurrent(other.session) else { return }
      reading = other
    }
  }

  /// Lets a request be repeated within its grace, or reports that its response was lost.
  private func repeatLater(
    _ sentence: String,
    _ token: HeldRefresh,
    _ grace: Duration,
    _ progress: inout Progress,
    isUpkeep: Bool = false
  ) async throws(SignInError) {
    let mayRepeat = token.maySend(at: time.now() + Self.pause, grace: grace) && progress.sends < Self.maximumSends / 2
    if mayRepeat { return try await sleep(Self.pause) }
    progress.fail(Self.unavailable(sentence), isUpkeep: isUpkeep)
  }
}
