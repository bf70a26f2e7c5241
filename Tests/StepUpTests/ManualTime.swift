import Synchronization

/// A time that passes when a test says so; nobody sleeps longer than it takes to say so.
final class ManualTime: Clock, Sendable {
  typealias Instant = ContinuousClock.Instant

  private let time = Mutex(ContinuousClock.now)
  let minimumResolution = Duration.zero

  var now: Instant { time.withLock { $0 } }

  func advance(by duration: Duration) { time.withLock { $0 += duration } }

  /// Ends at once: what waits for a person finds that the time is over.
  func sleep(until deadline: Instant, tolerance: Duration?) async throws { try Task.checkCancellation() }
}

/// A clock on which nobody ever wakes by time.
struct StoppedClock: Clock {
  typealias Instant = ContinuousClock.Instant

  let minimumResolution = Duration.zero
  let now = ContinuousClock.now

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    for await _ in AsyncStream<Never>.makeStream().stream {}
    try Task.checkCancellation()
  }
}
