import SignIn
import Synchronization

/// A clock that moves when a test says so; pauses of a second or more move it by themselves, and nobody sleeps.
final class TestTime: Sendable {
  private let state: Mutex<(now: Moment, slept: [Duration])>

  init(_ start: Moment = Moment(milliseconds: 1_800_000_000_000)) { state = Mutex((start, [])) }

  var now: Moment { state.withLock { $0.now } }
  /// The pauses so far.
  var slept: [Duration] { state.withLock { $0.slept } }

  func advance(_ duration: Duration) { state.withLock { $0.now = $0.now + duration } }

  var time: SignInTime {
    SignInTime(
      now: { self.now },
      sleep: { duration in
        try Task.checkCancellation()
        self.state.withLock { state in
          state.slept.append(duration)
          // Short ones wait for others, who need no time of this clock.
          if duration >= .seconds(1) { state.now = state.now + duration }
        }
        await Task.yield()
      }
    )
  }
}
