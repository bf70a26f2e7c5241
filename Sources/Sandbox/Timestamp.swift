import Glibc
import TextCoding

/// A point in time, in nanoseconds since 1970, UTC.
package struct Timestamp: Sendable, Hashable {
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  package var nanoseconds: Int64

  /// Makes a time from nanoseconds since 1970.
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The current time.
  package static func now() -> Timestamp {
    var time = timespec()
    // Safe: the call fills the local structure and keeps no pointer to it.
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// The same time in the database's precision, whole microseconds.
  var inMicroseconds: Timestamp { Timestamp(nanoseconds: nanoseconds - nanoseconds % 1000) }

  /// Makes a time from whole seconds since 1970, which must be fewer than nine billion.
  init(seconds: Int) { self.init(nanoseconds: Int64(seconds) * 1_000_000_000) }

  /// Whole seconds since 1970.
  var seconds: Int { Int(nanoseconds / 1_000_000_000) }

  /// The time a number of days later, each of 24 hours.
  package func adding(days: Int) -> Timestamp {
    Timestamp(nanoseconds: nanoseconds + Int64(days) * 86_400_000_000_000)
  }

  /// The time a duration later.
  package func adding(_ duration: Duration) -> Timestamp {
    let (seconds, attoseconds) = duration.components
    return Timestamp(nanoseconds: nanoseconds + seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}

extension Timestamp: Comparable {
  /// Compares two times.
  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension Timestamp: CustomStringConvertible {
  /// The time in RFC 3339 format, with as many digits of the fraction as needed, or none.
  package var description: String {
    let seconds = nanoseconds / 1_000_000_000
    let date = CivilDate(daysSince1970: Int(seconds / 86400))
    let time = Int(seconds % 86400)
    var text = "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))"
    text += "T\(Self.padded(time / 3600, 2)):\(Self.padded(time / 60 % 60, 2)):\(Self.padded(time % 60, 2))"
    let fraction = Int(nanoseconds % 1_000_000_000)
    if fraction != 0 {
      var digits = Self.padded(fraction, 9)[...]
      while digits.last == "0" { digits.removeLast() }
      text += ".\(digits)"
    }
    return text + "Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
