import TextCoding

/// Dates in the forms that artefacts have them, in UTC.
enum Dates {
  /// The date of a manual page, as `November 30, 2026`.
  static func manual(_ seconds: Int) -> String {
    let date = CivilDate(daysSince1970: seconds / 86_400)
    return "\(months[date.month - 1]) \(date.day), \(date.year)"
  }

  /// The date of a changelog's entry (RFC 5322), as `Mon, 30 Nov 2026 12:00:00 +0000`.
  static func mail(_ seconds: Int) -> String {
    let date = CivilDate(daysSince1970: seconds / 86_400)
    // 1970 began on a Thursday.
    let weekday = weekdays[(seconds / 86_400 + 3) % 7]
    let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(padded).joined(separator: ":")
    return "\(weekday), \(padded(date.day)) \(months[date.month - 1].prefix(3)) \(date.year) \(time) +0000"
  }

  /// The time without a zone that gpg takes, as `20261130T120000`.
  static func gpg(_ seconds: Int) -> String {
    String(UTCTime.text(seconds).filter { $0 != "-" && $0 != ":" && $0 != "Z" })
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}
