import Synchronization

/// The keys of an issuer: fetched on first use, renewed in the background, and kept while the issuer is down.
final class KeySource: Sendable {
  /// The outcome of a search for a key.
  enum Finding {
    case found([VerificationKey], generation: Int)
    /// The set has to be fetched before it can be said.
    case fetch
    case unknown
    case unavailable(retryAfter: Int)
  }

  private struct State {
    var set: KeySet?
    /// The number of the set.
    var generation = 0
    var lifetime = Duration.zero
    var fetchedAt: ContinuousClock.Instant?
    /// The time of the fetch by the clock of tokens, in seconds since 1970.
    var fetchedSeconds = 0.0
    var triedAt: ContinuousClock.Instant?
    var hasFailed = false
    /// The time of the last fetch because of a key that was not known.
    var forcedAt: ContinuousClock.Instant?
    var flight: Task<Void, Never>?

    /// The rest of a time after the last fetch; `nil` if it is over.
    func rest(_ now: ContinuousClock.Instant, _ pause: Duration) -> Duration? {
      guard let triedAt, now - triedAt < pause else { return nil }
      return pause - (now - triedAt)
    }

    /// Whether the set may be fetched because of a key that is not known; a fetch under way is joined.
    func mayForce(_ now: ContinuousClock.Instant) -> Bool {
      flight != nil || forcedAt.map { now - $0 >= KeySource.cooldown } ?? true
    }
  }

  /// The shortest time between two fetches because of unknown keys.
  static let cooldown = Duration.seconds(30)
  /// The time in seconds by which a token may be younger than the set and still be expected to have its key in it.
  static let margin = 10.0
  /// The time between two fetches while there is no set.
  static let pause = Duration.seconds(5)
  /// The longest time for which a set is used though no newer one can be had.
  static let longestUse = Duration.seconds(86_400)

  private let state = Mutex(State())
  private let fetch: @Sendable () async throws(KeyFetchError) -> FetchedKeys
  private let clock: TokenClock
  private let note: @Sendable (String) -> Void
  private let changed: @Sendable (KeySet, _ generation: Int) -> Void

  /// Makes a source.
  ///
  /// - Parameters:
  ///   - clock: The clocks.
  ///   - note: Logs a line for the person who runs the server.
  ///   - changed: Called with each new set before it is used.
  ///   - fetch: Fetches the set.
  init(
    clock: TokenClock,
    note: @escaping @Sendable (String) -> Void,
    changed: @escaping @Sendable (KeySet, _ generation: Int) -> Void,
    fetch: @escaping @Sendable () async throws(KeyFetchError) -> FetchedKeys
  ) {
    self.clock = clock
    self.note = note
    self.changed = changed
    self.fetch = fetch
  }

  /// Finds the keys of an id.
  ///
  /// - Parameters:
  ///   - id: The id.
  ///   - issued: The time at which the token says that it was issued, in seconds since 1970.
  ///   - mayFetch: Whether the set may be fetched for it: false if that was done already.
  /// - Returns: The keys, or what keeps them from being found.
  func find(_ id: String, issued: Double?, mayFetch: Bool) -> Finding {
    let now = clock.instant()
    var isOld = false
    let finding = state.withLock { state -> Finding in
      guard let set = state.set, let fetchedAt = state.fetchedAt, now - fetchedAt < Self.longestUse else {
        if mayFetch, state.flight != nil || state.rest(now, Self.pause) == nil { return .fetch }
        return .unavailable(retryAfter: (state.rest(now, Self.pause) ?? Self.pause).retrySeconds)
      }
      isOld = now - fetchedAt >= state.lifetime && state.rest(now, Self.cooldown) == nil
      let keys = set[id]
      if !keys.isEmpty { return .found(keys, generation: state.generation) }
      guard !mayFetch || !state.mayForce(now) else { return .fetch }
      let rest = state.forcedAt.map { Self.cooldown - (now - $0) } ?? .seconds(1)
      // A set without any key says nothing about a token; and a later one may have a key for a later token.
      let isCovered = (issued ?? 0) <= state.fetchedSeconds + Self.margin
      let isSettled = !state.hasFailed && !set.isEmpty && isCovered
      return isSettled ? .unknown : .unavailable(retryAfter: rest.retrySeconds)
    }
    // Nobody waits for it: a task of its own, of which there is one at most.
    if isOld { _ = begin(forced: false) }
    return finding
  }

  /// Whether a set may be fetched because a signature was wrong: an issuer may have replaced a key and kept its id.
  var mayRenew: Bool {
    let now = clock.instant()
    return state.withLock { state in
      guard let fetchedAt = state.fetchedAt, now - fetchedAt >= Self.cooldown else { return false }
      return state.mayForce(now)
    }
  }

  /// Fetches the set, together with all who want it at the time.
  func renew() async { await begin(forced: true).value }

  /// The fetch that is under way, or a new one; unstructured, because all that wait for it share it.
  private func begin(forced: Bool) -> Task<Void, Never> {
    let now = clock.instant()
    return state.withLock { state in
      if let flight = state.flight { return flight }
      state.triedAt = now
      // The first set is fetched for the first token, whoever sends it: that is no reason to wait for the second.
      if forced, state.set != nil { state.forcedAt = now }
      let task = Task { await run() }
      state.flight = task
      return task
    }
  }

  private func run() async {
    do throws(KeyFetchError) {
      let fetched = try await fetch()
      let (seconds, instant) = (clock.seconds(), clock.instant())
      let hadFailed = state.withLock { state in
        state.generation += 1
        changed(fetched.set, state.generation)
        state.set = fetched.set
        state.lifetime = fetched.lifetime
        (state.fetchedAt, state.fetchedSeconds) = (instant, seconds)
        state.flight = nil
        defer { state.hasFailed = false }
        return state.hasFailed
      }
      if fetched.set.isEmpty { note("The issuer publishes no key that tokens can be verified with") }
      if hadFailed { note("The keys of the issuer can be fetched again") }
    } catch {
      let isNew = state.withLock { state in
        state.flight = nil
        defer { state.hasFailed = true }
        return !state.hasFailed
      }
      if isNew { note("The keys of the issuer cannot be fetched: \(error.sentence)") }
    }
  }
}

/// The reason why keys cannot be fetched, as a sentence.
struct KeyFetchError: Error {
  let sentence: String
}
