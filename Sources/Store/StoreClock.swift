import Glibc

/// The clocks of a store: expiry follows the calendar, leases follow the time since the machine's start.
package struct StoreClock: Sendable {
  /// The UTC time, in seconds after 1970 began.
  package var now: @Sendable () -> Int
  /// The time since the machine's start, the same for all of its processes; setting the date does not change it.
  package var uptime: @Sendable () -> Duration

  /// Makes clocks.
  package init(now: @escaping @Sendable () -> Int, uptime: @escaping @Sendable () -> Duration) {
    self.now = now
    self.uptime = uptime
  }

  /// The clocks of the system.
  package static let system = StoreClock(now: { time(nil) }, uptime: { read() })

  private static func read() -> Duration {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
