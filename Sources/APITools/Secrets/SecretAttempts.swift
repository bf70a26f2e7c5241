import Synchronization

/// Keeps models and people from trying one secret after another: of those that are sent with one credential, only so
/// many may be wrong in a while.
///
/// Secrets that are on their way count as wrong ones until it is known: who sends many at once gains nothing. The same
/// secret in several calls is one on its way, so that scripts are not held up.
package final class SecretAttempts: Sendable {
  /// So many may be wrong.
  package static let maximum = 5
  /// In so long a time.
  package static let window = Duration.seconds(900)

  /// What is known of one credential.
  private struct Record {
    /// When the wrong ones were sent, in that order.
    var wrong: [ContinuousClock.Instant] = []
    /// How many calls are under way with each secret.
    var underWay: [Int: Int] = [:]
    var waiting: [CheckedContinuation<Void, Never>] = []

    var left: Int { max(0, maximum - wrong.count) }

    func hasRoom(for secret: Int) -> Bool { underWay[secret] != nil || underWay.count < left }

    /// How long it is until something may be tried again; `nil` if that is now.
    mutating func wait(at time: ContinuousClock.Instant) -> Duration? {
      wrong.removeAll { $0 + window <= time }
      return left == 0 ? wrong.first.map { $0 + window - time } : nil
    }

    mutating func isNeeded(at time: ContinuousClock.Instant) -> Bool {
      _ = wait(at: time)
      return !wrong.isEmpty || !underWay.isEmpty
    }
  }

  private let now: @Sendable () -> ContinuousClock.Instant
  /// By a hash: nothing secret is kept.
  private let records = Mutex<[Int: Record]>([:])

  /// Makes one that knows of no attempt.
  ///
  /// - Parameter now: The time that attempts are forgotten by.
  package init(now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }) { self.now = now }

  /// Makes a call with secrets, and notes whether they were wrong.
  ///
  /// - Parameters:
  ///   - given: The secrets.
  ///   - shown: The credentials of the call, which say whose attempts these are.
  ///   - call: Makes it.
  /// - Returns: What the call comes to.
  /// - Throws: What the call throws, with how many attempts are left if a secret was wrong; or that none is left.
  func count<Result: Sendable>(
    _ given: [SecretInput.Given],
    of shown: [ShownCredential],
    _ call: () async throws(CallFailure) -> Result
  ) async throws(CallFailure) -> Result {
    let (credential, secret) = (Self.key(of: shown), given.map(\.text).hashValue)
    try await begin(credential, secret)
    do throws(CallFailure) {
      let result = try await call()
      _ = end(credential, secret, wasWrong: false)
      return result
    } catch {
      var failure = error
      let wasWrong = !failure.refused.isEmpty
      let left = end(credential, secret, wasWrong: wasWrong)
      guard wasWrong else { throw failure }
      failure.attemptsLeft = left
      failure.sentence += " \(Self.words(left: left))"
      throw failure
    }
  }

  /// Refuses a call for which no attempt is left.
  func check(_ shown: [ShownCredential]) throws(CallFailure) {
    let credential = Self.key(of: shown)
    let time = now()
    let wait = records.withLock { $0[credential]?.wait(at: time) }
    if let wait { throw Self.refusal(wait) }
  }

  private enum Entry {
    case entered
    /// All that is left is taken by calls that are under way.
    case full
    case refused(Duration)
  }

  private func begin(_ credential: Int, _ secret: Int) async throws(CallFailure) {
    while true {
      switch enter(credential, secret) {
      case .entered: return
      case .full: await roomOrRefusal(credential, secret)
      case .refused(let wait): throw Self.refusal(wait)
      }
    }
  }

  private func enter(_ credential: Int, _ secret: Int) -> Entry {
    let time = now()
    return records.withLock { records in
      var record = records[credential] ?? Record()
      if let wait = record.wait(at: time) { return .refused(wait) }
      guard record.hasRoom(for: secret) else { return .full }
      record.underWay[secret, default: 0] += 1
      records[credential] = record
      return .entered
    }
  }

  private func roomOrRefusal(_ credential: Int, _ secret: Int) async {
    await withCheckedContinuation { continuation in
      let mustWait = records.withLock { records in
        guard let record = records[credential], record.left > 0, !record.hasRoom(for: secret) else { return false }
        records[credential]?.waiting.append(continuation)
        return true
      }
      if !mustWait { continuation.resume() }
    }
  }

  /// - Returns: How many attempts are left.
  private func end(_ credential: Int, _ secret: Int, wasWrong: Bool) -> Int {
    let time = now()
    let (left, waiting) = records.withLock { records in
      var record = records[credential] ?? Record()
      if wasWrong { record.wrong.append(time) }
      let calls = (record.underWay[secret] ?? 1) - 1
      record.underWay[secret] = calls > 0 ? calls : nil
      let waiting = record.waiting
      record.waiting = []
      records[credential] = record.isNeeded(at: time) ? record : nil
      return (record.left, waiting)
    }
    for continuation in waiting { continuation.resume() }
    return left
  }

  private static func key(of shown: [ShownCredential]) -> Int { shown.flatMap(\.secrets).hashValue }

  private static func refusal(_ wait: Duration) -> CallFailure {
    let minutes = (Int(wait.components.seconds) + 59) / 60
    return CallFailure(
      "Nothing was sent, because \(maximum) wrong secrets were given within \(window.components.seconds / 60) minutes. "
        + "It may be tried again in \(minutes) minute\(minutes == 1 ? "" : "s"), at \(UTCTime.text(after: wait)): have "
        + "the user find the right one meanwhile."
    )
  }

  private static func words(left: Int) -> String {
    switch left {
    case 0: "No more are sent for a while."
    case 1: "After one more wrong one no more are sent for a while."
    default: "After \(left) more wrong ones no more are sent for a while."
    }
  }
}
