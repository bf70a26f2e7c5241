import EventThread
import Glibc

/// A UTC time, in milliseconds after 1970 began.
package struct Moment: Sendable, Hashable, Comparable {
  /// The milliseconds; between the years 1970 and 9999, so that sums never overflow.
  package let milliseconds: Int

  private static let latest = 253_402_300_799_000

  /// Makes a time, at the nearest end of the range if it is outside.
  package init(milliseconds: Int) { self.milliseconds = min(max(milliseconds, 0), Self.latest) }

  /// Makes a time from seconds, as claims have them (RFC 7519 section 2, NumericDate); `nil` if they are no number.
  package init?(seconds: Double) {
    guard seconds.isFinite else { return nil }
    self.init(milliseconds: Int(min(max(seconds, 0), Double(Self.latest / 1000)) * 1000))
  }

  /// The whole seconds.
  package var seconds: Int { milliseconds / 1000 }

  package static func < (one: Moment, other: Moment) -> Bool { one.milliseconds < other.milliseconds }

  package static func - (one: Moment, other: Moment) -> Duration {
    .milliseconds(one.milliseconds - other.milliseconds)
  }

  package static func + (moment: Moment, duration: Duration) -> Moment {
    let seconds = min(max(duration.components.seconds, -Int64(latest / 1000)), Int64(latest / 1000))
    let rest = Int(duration.components.attoseconds / 1_000_000_000_000_000)
    return Moment(milliseconds: moment.milliseconds + Int(seconds) * 1000 + rest)
  }
}

/// The clock of sign-ins, so that tests decide what time it is.
package struct SignInTime: Sendable {
  /// The current UTC time.
  package var now: @Sendable () -> Moment
  /// Waits; throws if the task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void

  /// Makes a clock.
  package init(now: @escaping @Sendable () -> Moment, sleep: @escaping @Sendable (Duration) async throws -> Void) {
    self.now = now
    self.sleep = sleep
  }

  /// The clock of the system.
  package static let system = SignInTime(
    now: { read() },
    sleep: { duration in try await pause(duration) }
  )

  /// Waits on a thread of its own, which lives as long.
  ///
  /// The timers of Dispatch, which clocks wait by, are set to times since the machine's start. A library that moves the
  /// calendar of a process for a test, as libfaketime does, moves these too, so that they come at once again and again,
  /// or never. The pauses of sign-ins are few.
  private static func pause(_ duration: Duration) async throws {
    let thread: EventThread
    do throws(EventThreadError) {
      thread = try EventThread.start(name: "sign-in pause")
    } catch {
      return try await ContinuousClock().sleep(for: duration)
    }
    defer { thread.stop() }
    let (ends, end) = AsyncStream.makeStream(of: Never.self)
    thread.perform { _ = thread.schedule(after: duration) { end.finish() } }
    // Ends at once if the task is cancelled.
    for await _ in ends {}
    try Task.checkCancellation()
  }

  private static func read() -> Moment {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Moment(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
  }
}
