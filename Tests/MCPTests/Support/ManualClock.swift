import Synchronization

/// A clock that stands still until it is told to go on.
final class ManualClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    var offset: Duration

    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private struct State {
    var now = Instant(offset: .zero)
    var sleepers: [Int: (deadline: Instant, continuation: AsyncStream<Never>.Continuation)] = [:]
    var lastSleeper = 0
    var expected: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let (ended, continuation) = AsyncStream.makeStream(of: Never.self)
    state.withLock { state in
      guard deadline > state.now else { return continuation.finish() }
      state.lastSleeper += 1
      state.sleepers[state.lastSleeper] = (deadline, continuation)
      state.expected?.resume()
      state.expected = nil
    }
    for await _ in ended {}
    try Task.checkCancellation()
  }

  /// Waits until somebody sleeps.
  func sleeper() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        guard state.sleepers.isEmpty else { return continuation.resume() }
        state.expected = continuation
      }
    }
  }

  func advance(by duration: Duration) {
    state.withLock { state in
      state.now = state.now.advanced(by: duration)
      for (key, sleeper) in state.sleepers where sleeper.deadline <= state.now {
        state.sleepers[key] = nil
        sleeper.continuation.finish()
      }
    }
  }
}
