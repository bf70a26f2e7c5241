import Glibc

/// The time of day, for people and models.
package enum UTCTime {
  /// The time after a duration, as RFC 3339 writes it.
  package static func text(after duration: Duration) -> String { text(now() + Int(duration.components.seconds)) }

  /// How many seconds have passed since 1970 began.
  package static func now() -> Int { time(nil) }

  /// The time that is so many seconds after 1970 began, which it has.
  package static func text(_ seconds: Int) -> String {
    let (year, month, day) = date(seconds / 86_400)
    let second = seconds % 86_400
    let time = [second / 3600, second / 60 % 60, second % 60].map(padded).joined(separator: ":")
    return "\(year)-\(padded(month))-\(padded(day))T\(time)Z"
  }

  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    var (year, rest) = (1970, days)
    while rest >= length(of: year) {
      rest -= length(of: year)
      year += 1
    }
    var month = 1
    let february = length(of: year) - 337
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
      guard rest >= length else { break }
      rest -= length
      month += 1
    }
    return (year, month, rest + 1)
  }

  private static func length(of year: Int) -> Int {
    year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400) ? 366 : 365
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
