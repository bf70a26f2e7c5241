import Operations
import Synchronization
import TextCoding

/// Limits the wrong secrets that are sent for an account of a backend, so that nobody can try one secret after another.
///
/// An attempt counts from the time when it is sent, so that neither a caller who gives up nor a lost response hides
/// one. It no longer counts after a success, after any other complete response but those that reject secrets, or if it
/// never arrived. The same secret sent again counts once in a process. With a store, all processes that use it share
/// one count.
package final class SecretAttempts: Sendable {
  /// The most attempts that count at once.
  package static let maximum = 5
  /// The time for which an attempt counts.
  package static let window = Duration.seconds(900)

  /// The rounds in which a call waits for pending calls of other processes: ten seconds in all.
  private static let maximumRounds = 100
  private static let pause = Duration.milliseconds(100)

  /// Tokens of callers whose claims are known to be true.
  package let accepted = AcceptedTokens()

  private let now: @Sendable () -> ContinuousClock.Instant
  private let store: (any AttemptStore)?
  private let clock: any Clock<Duration>
  private let ledger: Mutex<AttemptLedger>

  /// Makes a limit without attempts.
  ///
  /// - Parameters:
  ///   - now: The clock by which attempts expire.
  ///   - store: The store that processes share; `nil` if this process counts for itself.
  ///   - clock: The clock of the pauses in which calls wait for those of other processes.
  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
    store: (any AttemptStore)? = nil,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.now = now
    self.store = store
    self.clock = clock
    ledger = Mutex(AttemptLedger(isShared: store != nil))
  }

  /// Reserves a place for a call before it is sent.
  ///
  /// - Parameters:
  ///   - secrets: The secrets of the call.
  ///   - account: The account for which the secrets are tried.
  ///   - operation: The operation of the call.
  /// - Returns: The place, to be released when the call ends.
  /// - Throws: A failure if no attempt is left, so that nothing may be sent.
  func begin(
    _ secrets: [String],
    of account: BackendAccount,
    by operation: String
  ) async throws(CallFailure) -> SecretAttempt {
    let (keys, secret) = (account.keys, secrets.sorted().hashValue)
    func place(_ id: UInt64) -> SecretAttempt {
      SecretAttempt(id: id, keys: keys, account: account, operation: operation, attempts: self)
    }
    try await check(account.claimed, account.claimedKeys, account)
    var rounds = 0
    while true {
      let time = now()
      switch ledger.withLock({ $0.enter(keys, secret, at: time) }) {
      case .entered(let id): return place(id)
      case .refused(let wait): throw Self.refusal(wait, account)
      case .mustWait(let key, let version): await change(of: key, since: version)
      case .reserving(let id):
        guard let full = try await reserve(id, keys, account) else { return place(id) }
        guard full.others.isUnderWay, rounds < Self.maximumRounds, !Task.isCancelled else {
          throw Self.refusal(ledger.withLock { $0.wait(full.others.remaining, at: full.key, time) } ?? .zero, account)
        }
        rounds += 1
        // Cancelling the call ends the pause early, which the condition above notices.
        try? await clock.sleep(for: Self.pause)
      }
    }
  }

  /// Throws a failure if the account has no attempt left.
  func check(_ account: BackendAccount) async throws(CallFailure) {
    try await check(account.identities + account.claimed, account.keys + account.claimedKeys, account)
  }

  private func check(_ identities: [String], _ keys: [Int], _ account: BackendAccount) async throws(CallFailure) {
    guard !identities.isEmpty else { return }
    let own = ledger.withLock { $0.own(keys).ids }
    let others = await store?.others(of: identities, except: own) ?? []
    let time = now()
    let wait = ledger.withLock { ledger in
      keys.enumerated().compactMap { index, key in
        ledger.wait(others.indices.contains(index) ? others[index].remaining : [], at: key, time)
      }.max()
    }
    if let wait { throw Self.refusal(wait, account) }
  }

  /// Reserves a place in the store.
  ///
  /// - Returns: The attempts of others that leave no room; `nil` if the place is reserved.
  /// - Throws: A failure if nothing may be sent without the store.
  private func reserve(
    _ id: UInt64,
    _ keys: [Int],
    _ account: BackendAccount
  ) async throws(CallFailure) -> (others: OtherAttempts, key: Int)? {
    let own = ledger.withLock { $0.own(keys) }
    let shares = zip(account.identities, own.counts).map { identity, count in
      AttemptShare(identity: identity, maximumOthers: Self.maximum - count)
    }
    let reservation = await store?.reserve(id, for: shares, except: own.ids) ?? .unavailable
    if case .refused(let reason) = reservation {
      resume(ledger.withLock { $0.abandon(id) })
      throw CallFailure("Nothing was sent, because wrong secrets cannot be counted: \(reason)")
    }
    guard case .full(let others, at: let index) = reservation else {
      resume(ledger.withLock { $0.reserved(id) })
      return nil
    }
    resume(ledger.withLock { $0.abandon(id) })
    return (others, keys[index])
  }

  /// Ends a call that had its place (``SecretAttempt/end(_:)``).
  func end(_ attempt: SecretAttempt, _ ending: SecretAttempt.Ending) async -> Int? {
    let (isTakenBack, waiting) = ledger.withLock { $0.end(attempt.id, ending, by: attempt.operation) }
    // Last, so that the store already has the place that the resumed calls look for.
    defer { resume(waiting) }
    var (identities, keys) = (attempt.account.identities, attempt.keys)
    // A backend that reads a request this far has accepted the credentials.
    if ending == .refused, isTakenBack != true, !attempt.account.claimed.isEmpty {
      identities += attempt.account.claimed
      keys += attempt.account.claimedKeys
      await extend(attempt.id, to: identities, keys)
    }
    let own = ledger.withLock { $0.own(keys) }
    var others: [OtherAttempts]?
    if let isTakenBack {
      others = await store?.settle(attempt.id, isTakenBack: isTakenBack, of: identities, except: own.ids)
    }
    guard ending == .refused || ending == .denied else { return nil }
    if isTakenBack == nil { others = await store?.others(of: identities, except: own.ids) }
    let counts = own.counts.enumerated().map { index, count in
      count + (others.flatMap { $0.indices.contains(index) ? $0[index].remaining.count : nil } ?? 0)
    }
    return max(0, Self.maximum - (counts.max() ?? 0))
  }

  /// Counts an attempt for more identities than it was sent for.
  private func extend(_ id: UInt64, to identities: [String], _ keys: [Int]) async {
    let own = ledger.withLock { ledger in
      ledger.extend(id, to: keys)
      return ledger.own(keys)
    }
    // The attempt has been sent already, so room does not matter.
    _ = await store?.reserve(
      id,
      for: identities.map { AttemptShare(identity: $0, maximumOthers: .max) },
      except: own.ids
    )
  }

  /// Waits until a call with an account ends or has its place.
  private func change(of key: Int, since version: Int) async {
    await withCheckedContinuation { continuation in
      let isWaiting = ledger.withLock { $0.wait(continuation, for: key, since: version) }
      if !isWaiting { continuation.resume() }
    }
  }

  private func resume(_ waiting: [CheckedContinuation<Void, Never>]) {
    for continuation in waiting { continuation.resume() }
  }

  private static func refusal(_ wait: Duration, _ account: BackendAccount) -> CallFailure {
    let minutes = (Int(wait.components.seconds) + 59) / 60
    var failure = CallFailure(
      "Nothing was sent, because \(maximum) wrong secrets were given within \(window.components.seconds / 60) minutes. "
        + "It may be tried again in \(minutes) minute\(minutes == 1 ? "" : "s"), at \(UTCTime.text(after: wait)): have "
        + "the user find the right one meanwhile. A secret whose response was lost counts as a wrong one, and so does "
        + "one that another process has sent."
    )
    if !account.claimed.isEmpty {
      failure.sentence +=
        " No call has succeeded with this token here yet, so others that claim to be of the same person count, too: "
        + "after one that needs no secret, only that person's own do."
    }
    failure.isOutOfAttempts = true
    return failure
  }

  /// The sentence on the number of wrong secrets that may still be sent.
  static func words(left: Int) -> String {
    switch left {
    case 0: "No more are sent for a while."
    case 1: "After one more wrong one no more are sent for a while."
    default: "After \(left) more wrong ones no more are sent for a while."
    }
  }
}
