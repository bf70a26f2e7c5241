import Sandbox
import Synchronization

/// A time that stands still until it is told to go on.
final class FixedTime: Sendable {
  private let time: Mutex<Timestamp>

  /// Begins on 2026-11-23 at 14:48:44 and so many nanoseconds.
  init(nanoseconds: Int64 = 617_991_410) {
    time = Mutex(Timestamp(nanoseconds: 1_795_445_324_000_000_000 + nanoseconds))
  }

  func advance(by duration: Duration) { time.withLock { $0 = $0.adding(duration) } }

  /// SandboxSettings with this time.
  var settings: SandboxSettings {
    var settings = SandboxSettings()
    settings.now = { self.time.withLock { $0 } }
    return settings
  }
}
