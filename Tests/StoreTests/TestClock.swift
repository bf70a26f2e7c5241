import Store
import Synchronization

/// Clocks that a test sets.
final class TestClock: Sendable {
  private let state = Mutex((now: 1_000_000, uptime: Duration.zero))

  var clock: StoreClock {
    StoreClock(now: { self.state.withLock { $0.now } }, uptime: { self.state.withLock { $0.uptime } })
  }

  var now: Int { state.withLock { $0.now } }

  /// Lets both clocks go on.
  func advance(_ seconds: Int) {
    state.withLock { state in
      state.now += seconds
      state.uptime += .seconds(seconds)
    }
  }

  /// Sets the calendar alone.
  func setDate(_ now: Int) { state.withLock { $0.now = now } }
}
