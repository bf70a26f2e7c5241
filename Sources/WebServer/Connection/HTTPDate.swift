import Glibc
import Synchronization
import TextCoding

/// Times in the format of `Date` (RFC 9110 section 5.6.7); the current one is formatted once a second.
package enum HTTPDate {
  private static let last = Mutex<(second: Int, text: String)>((0, ""))

  static func now() -> String {
    let second = time(nil)
    return last.withLock { last in
      if last.second != second { last = (second, text(of: second)) }
      return last.text
    }
  }

  /// Formats a Unix time (0 or later).
  package static func text(of second: Int) -> String {
    let (day, rest) = second.quotientAndRemainder(dividingBy: 86400)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = CivilDate(daysSince1970: day)
    let time = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    return "\(days[(day + 4) % 7]), \(two(date.day)) \(months[date.month - 1]) \(date.year) \(time) GMT"
  }

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
