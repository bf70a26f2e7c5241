import Store

/// One renewal of a session: repeats read, lock, read again, act, store, until there is a token to use.
///
/// Each step holds the lock for one request only, and everything that the next one needs is stored: a process may be
/// killed anywhere, and another one goes on from there.
struct SessionRenewal: Sendable {
  let storage: SessionStorage
  let configuration: SessionConfiguration
  let transport: any SignInTransport
  let time: SignInTime
  /// A token that the backend refused.
  let rejected: TokenText?
  /// Whether the program ends, so that nothing new is sent.
  var isEnding: @Sendable () -> Bool = { false }

  /// The most requests of one renewal: more would be a loop.
  static let maximumSends = 8
  /// The pause before the lock is tried again, and before a request is repeated.
  static let pause = Duration.milliseconds(100)
  /// The time to wait for others who hold the lock.
  private static let patience = Duration.seconds(120)

  /// The memory of one renewal.
  struct Progress {
    var sends = 0
    var waits = 0
    /// The problem of the last request; the token at hand is used if it lives on.
    var problem: SignInError?
    /// Whether upkeep was tried, which no call waits for twice.
    var hasKeptUp = false

    /// Notes that a token which was given just now cannot be used: another one would be no better.
    mutating func check(_ access: HeldAccess, of host: String, at now: Moment) {
      guard problem == nil, !access.lives(.zero, after: now) else { return }
      problem = access.arrivedDead(from: host)
    }

    /// Notes a problem, which matters to the call unless it was upkeep.
    mutating func fail(_ error: SignInError, isUpkeep: Bool) {
      if isUpkeep { hasKeptUp = true } else { problem = error }
    }
  }

  /// Renews the session as far as is needed.
  ///
  /// - Returns: The session, whose credential can be used.
  /// - Throws: If there is none, it has ended, or a service is out of order.
  func run() async throws(SignInError) -> StoredSession {
    var progress = Progress()
    while true {
      guard let reading = try await storage.read() else { throw Self.absent }
      try configuration.check(reading.session)
      let step = next(reading.session, progress)
      switch step {
      case .done: return reading.session
      case .wait, .act:
        guard !isEnding() else { throw .cancelled }
        switch step {
        case .wait(let duration): try await sleep(duration)
        default: try await attempt(isUpkeep: step.isUpkeep, &progress)
        }
      case .end: throw progress.problem ?? Self.ended(reading.session)
      }
    }
  }

  private enum Next {
    case done
    case end
    case wait(Duration)
    case act(SessionStep, isUpkeep: Bool)

    /// Whether it is done for later calls, and the present one needs nothing of it.
    var isUpkeep: Bool { if case .act(_, isUpkeep: true) = self { true } else { false } }
  }

  private func next(_ session: StoredSession, _ progress: Progress) -> Next {
    let now = time.now()
    switch session.step(at: now, rejected: rejected) {
    case .use:
      let isDue = !progress.hasKeptUp && progress.sends < Self.maximumSends
      guard isDue, let token = session.upkeep(at: now) else { return .done }
      return .act(.refreshProvider(token), isUpkeep: true)
    case .signInAgain: return isUsable(session, now) ? .done : .end
    case .wait(let duration): return .wait(duration)
    case let step:
      guard progress.problem == nil, progress.sends < Self.maximumSends else {
        return isUsable(session, now) ? .done : .end
      }
      return .act(step, isUpkeep: false)
    }
  }

  /// Whether the token at hand lives on, though a call might outlast it.
  private func isUsable(_ session: StoredSession, _ now: Moment) -> Bool {
    session.credential.map { $0.token != rejected && $0.lives(.seconds(1), after: now) } ?? false
  }

  /// Does the next step, if the session can be stored.
  private func attempt(isUpkeep: Bool, _ progress: inout Progress) async throws(SignInError) {
    do throws(SignInError) {
      try await actLocked(isUpkeep: isUpkeep, &progress)
    } catch {
      guard error.kind == .store else { throw error }
      // A token at hand that lives on is used, though nothing can be stored.
      progress.fail(error, isUpkeep: isUpkeep)
    }
  }

  private func actLocked(isUpkeep: Bool, _ progress: inout Progress) async throws(SignInError) {
    guard let lock = try await storage.lock() else {
      // The holder of the lock does it, and this call has a token that lives.
      guard !isUpkeep else { return progress.hasKeptUp = true }
      progress.waits += 1
      guard Self.pause * progress.waits < Self.patience else {
        throw SignInError(.unavailable, "Another process has been renewing the session for too long. Try again.")
      }
      return try await sleep(Self.pause)
    }
    do throws(SignInError) {
      // Another process may have renewed it before the lock was free.
      if let reading = try await storage.read(), case .act(let step, _) = next(reading.session, progress) {
        try configuration.check(reading.session)
        try await act(step, reading, lock, &progress)
      }
    } catch {
      await storage.unlock(lock)
      throw error
    }
    await storage.unlock(lock)
  }

  private func act(
    _ step: SessionStep,
    _ reading: SessionStorage.Reading,
    _ lock: StoreLock,
    _ progress: inout Progress
  ) async throws(SignInError) {
    switch step {
    case .refreshPair(let token): try await refreshPair(token, reading, lock, &progress)
    case .refreshProvider(let token): try await refreshProvider(token, reading, lock, &progress)
    case .exchange(let access): try await exchange(access, reading, &progress)
    case .use, .wait, .signInAgain: break
    }
  }

  func sleep(_ duration: Duration) async throws(SignInError) {
    do { try await time.sleep(duration) } catch { throw .cancelled }
  }
}

// MARK: - Messages

extension SessionRenewal {
  static let absent = SignInError(.absent, "Nobody has signed in here: run “nethesis-mcp login”.")

  static func unavailable(_ sentence: String) -> SignInError {
    SignInError(
      .unavailable,
      "The session could not be renewed, and nothing else was sent. \(sentence) Try again soon."
    )
  }

  private static func ended(_ session: StoredSession) -> SignInError {
    let reason =
      if session.kind == .pasted {
        "The pasted session has ended, and such a session cannot be renewed"
      } else if session.providerRefresh?.sent != nil {
        "The session was being renewed when the answer was lost, and it is too late to ask again"
      } else {
        "The session has ended at the provider"
      }
    return SignInError(.ended, "\(reason): sign in again with “nethesis-mcp login”.")
  }
}
