/// An outage: since when there is no connection, why, and when the next attempt is due.
struct LaneTrouble {
  /// The longest pause between attempts.
  private static let longestPause = Duration.seconds(1)
  private static let shortestPause = Duration.milliseconds(50)

  let failure: DatabaseFailure
  private let start: ContinuousClock.Instant
  let nextAttempt: ContinuousClock.Instant
  private let pause: Duration

  /// Notes a failure, the first one or one after others.
  init(_ failure: DatabaseFailure, after earlier: LaneTrouble?) {
    self.failure = failure
    start = earlier?.start ?? .now
    pause = min(Self.longestPause, earlier.map { $0.pause * 2 } ?? Self.shortestPause)
    // The first attempt follows at once: a restarted server ends connections that were idle.
    nextAttempt = .now + (earlier == nil ? .zero : pause)
  }

  /// Whether nobody is to wait for its end: it is older than their patience, or a person must do something.
  func isLasting(_ patience: Duration) -> Bool { failure.kind == .unusable || start.duration(to: .now) >= patience }
}
