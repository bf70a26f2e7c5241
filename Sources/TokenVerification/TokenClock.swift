import Glibc

/// The clocks of verification, so that tests decide what time it is.
package struct TokenClock: Sendable {
  /// The current time, in seconds since 1970: for the times in tokens.
  package var seconds: @Sendable () -> Double
  /// A clock that nobody sets: for what is kept and limited.
  package var instant: @Sendable () -> ContinuousClock.Instant

  /// Makes clocks.
  package init(
    seconds: @escaping @Sendable () -> Double,
    instant: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.seconds = seconds
    self.instant = instant
  }

  /// The clocks of the system.
  package static let system = TokenClock(
    seconds: {
      var time = timespec()
      _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    },
    instant: { .now }
  )
}

extension Duration {
  /// The duration in whole seconds, rounded up, and at least one: for `Retry-After`.
  var retrySeconds: Int { Int(min(86_400, max(1, (self / .seconds(1)).rounded(.up)))) }
}
