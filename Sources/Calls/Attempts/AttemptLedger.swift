/// The attempts of this process with secrets, by digests of accounts and secrets; it holds no secret.
struct AttemptLedger {
  /// One secret that was sent for an account, any number of times.
  private struct Attempt {
    var keys: [Int]
    let secret: Int
    /// The time when the secret was last sent.
    var sent: ContinuousClock.Instant
    /// The number of calls under way with the secret.
    var underWay = 1
    /// Whether a place for it is being reserved in the store that processes share.
    var isReserving: Bool
    /// The operations that rejected the secret, or had no response to it.
    var operations: Set<String> = []
  }

  enum Entry {
    case entered(UInt64)
    /// The attempt has to be reserved in the store before it is sent.
    case reserving(UInt64)
    /// The count is undecided until calls under way with an account end.
    case mustWait(key: Int, version: Int)
    case refused(Duration)
  }

  /// The time within which a repeated attempt is not reserved again.
  private static let freshness = Duration.seconds(1)

  private let isShared: Bool
  private var attempts: [UInt64: Attempt] = [:]
  private var ids: [Int: [UInt64]] = [:]
  private var waiting: [Int: [CheckedContinuation<Void, Never>]] = [:]
  /// The number of changes that waiting calls could wait for.
  private var version = 0

  init(isShared: Bool) { self.isShared = isShared }

  /// Enters a call, if the limit has room for it.
  mutating func enter(_ keys: [Int], _ secret: Int, at time: ContinuousClock.Instant) -> Entry {
    for key in keys { forget(key, at: time) }
    let known = keys.lazy.compactMap { [ids, attempts] key in
      ids[key]?.first { attempts[$0]?.secret == secret }
    }.first
    if let known, var attempt = attempts[known] {
      guard !attempt.isReserving else { return .mustWait(key: attempt.keys[0], version: version) }
      let isFresh = attempt.sent + Self.freshness > time
      attempt.underWay += 1
      attempt.isReserving = isShared && !isFresh
      if !isFresh { attempt.sent = time }
      attempts[known] = attempt
      return attempt.isReserving ? .reserving(known) : .entered(known)
    }
    for key in keys where count(key) >= SecretAttempts.maximum {
      if isUnderWay(key) { return .mustWait(key: key, version: version) }
      return .refused(wait([], at: key, time) ?? .zero)
    }
    limit(at: time)
    let id = UInt64.random(in: .min ... .max)
    attempts[id] = Attempt(keys: keys, secret: secret, sent: time, isReserving: isShared)
    for key in keys { ids[key, default: []].append(id) }
    return isShared ? .reserving(id) : .entered(id)
  }

  /// Lets calls with the same secret join an attempt whose place is reserved.
  mutating func reserved(_ id: UInt64) -> [CheckedContinuation<Void, Never>] {
    attempts[id]?.isReserving = false
    return released(attempts[id]?.keys ?? [])
  }

  /// Ends a call for which the limit had no room.
  mutating func abandon(_ id: UInt64) -> [CheckedContinuation<Void, Never>] {
    guard var attempt = attempts[id] else { return [] }
    attempt.isReserving = false
    attempt.underWay -= 1
    attempts[id] = attempt
    if attempt.underWay <= 0, attempt.operations.isEmpty { remove(id) }
    return released(attempt.keys)
  }

  /// Ends a call that had its place.
  ///
  /// - Returns: Whether the attempt no longer counts; `nil` while other calls are under way with it.
  mutating func end(
    _ id: UInt64,
    _ ending: SecretAttempt.Ending,
    by operation: String
  ) -> (isTakenBack: Bool?, waiting: [CheckedContinuation<Void, Never>]) {
    guard var attempt = attempts[id] else { return (true, []) }
    attempt.underWay -= 1
    switch ending {
    case .refused, .denied, .noResponse: attempt.operations.insert(operation)
    // A secret that one operation accepts may have been rejected by another.
    case .success: attempt.operations.remove(operation)
    case .otherResponse, .unsent: break
    }
    attempts[id] = attempt
    let isOver = attempt.underWay <= 0
    if isOver, attempt.operations.isEmpty { remove(id) }
    return (isOver ? attempt.operations.isEmpty : nil, released(attempt.keys))
  }

  /// Counts an attempt for further keys, too.
  mutating func extend(_ id: UInt64, to keys: [Int]) {
    for key in keys where attempts[id]?.keys.contains(key) == false {
      attempts[id]?.keys.append(key)
      ids[key, default: []].append(id)
    }
  }

  /// Suspends a call until the next change of an account; returns `false` if the account has changed already.
  mutating func wait(_ continuation: CheckedContinuation<Void, Never>, for key: Int, since version: Int) -> Bool {
    guard version == self.version else { return false }
    waiting[key, default: []].append(continuation)
    return true
  }

  /// The attempts of this process for some keys: their ids, and the count of each key.
  func own(_ keys: [Int]) -> (ids: Set<UInt64>, counts: [Int]) {
    (Set(keys.flatMap { ids[$0] ?? [] }), keys.map(count))
  }

  /// The time until another attempt may be sent, given those of other processes; `nil` if it may be sent at once.
  mutating func wait(_ others: [Duration], at key: Int, _ time: ContinuousClock.Instant) -> Duration? {
    forget(key, at: time)
    let own = (ids[key] ?? []).compactMap { attempts[$0] }.map { $0.sent + SecretAttempts.window - time }
    let all = (own + others).sorted()
    guard all.count >= SecretAttempts.maximum else { return nil }
    return max(all[all.count - SecretAttempts.maximum], .zero)
  }

  private func count(_ key: Int) -> Int { ids[key]?.count ?? 0 }

  private func isUnderWay(_ key: Int) -> Bool { (ids[key] ?? []).contains { (attempts[$0]?.underWay ?? 0) > 0 } }

  private mutating func released(_ keys: [Int]) -> [CheckedContinuation<Void, Never>] {
    version &+= 1
    return keys.flatMap { waiting.removeValue(forKey: $0) ?? [] }
  }

  /// Removes attempts of a key that are over.
  private mutating func forget(_ key: Int, at time: ContinuousClock.Instant) {
    for id in ids[key] ?? [] where isOver(id, at: time) { remove(id) }
  }

  private func isOver(_ id: UInt64, at time: ContinuousClock.Instant) -> Bool {
    guard let attempt = attempts[id] else { return true }
    return attempt.underWay <= 0 && attempt.sent + SecretAttempts.window <= time
  }

  private mutating func remove(_ id: UInt64) {
    guard let attempt = attempts.removeValue(forKey: id) else { return }
    for key in attempt.keys {
      ids[key]?.removeAll { $0 == id }
      if ids[key]?.isEmpty == true { ids[key] = nil }
    }
  }

  /// Makes room for another attempt: callers may invent any number of accounts.
  private mutating func limit(at time: ContinuousClock.Instant) {
    guard attempts.count >= AttemptLimit.maximum else { return }
    for id in attempts.keys where isOver(id, at: time) { remove(id) }
    guard attempts.count >= AttemptLimit.maximum else { return }
    let settled = attempts.filter { $0.value.underWay <= 0 }.map { ($0.key, $0.value.keys[0], $0.value.sent) }
    for index in AttemptLimit.surplus(settled.map { ($0.1, $0.2) }) { remove(settled[index].0) }
  }
}
