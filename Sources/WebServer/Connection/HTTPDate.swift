import Glibc
import Synchronization

/// The current time in the format of `Date` (RFC 9110 section 5.6.7), formatted once a second.
enum HTTPDate {
  private static let last = Mutex<(second: Int, text: String)>((0, ""))

  static func now() -> String {
    let second = time(nil)
    return last.withLock { last in
      if last.second != second { last = (second, text(of: second)) }
      return last.text
    }
  }

  static func text(of second: Int) -> String {
    let (day, rest) = second.quotientAndRemainder(dividingBy: 86400)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = date(ofDay: day)
    let time = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    return "\(days[(day + 4) % 7]), \(two(date.day)) \(months[date.month]) \(date.year) \(time) GMT"
  }

  /// The date of a day since 1970, with months from 0; the year is shifted to begin in March, so that a leap day is its
  /// last.
  private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    // Days since the first of March of the year 0; an era is the 400 years after which the calendar repeats.
    let (era, dayOfEra) = (day + 719_468).quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = (monthFromMarch + 2) % 12
    let year = era * 400 + yearOfEra + (month < 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
