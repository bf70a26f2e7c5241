import Glibc

/// Reads and writes times of day in UTC.
package enum UTCTime {
  /// The time after a duration from now, in RFC 3339.
  package static func text(after duration: Duration) -> String { text(now() + Int(duration.components.seconds)) }

  /// The current time, in seconds after 1970 began.
  package static func now() -> Int { time(nil) }

  /// Formats a Unix time (0 or later) as RFC 3339.
  package static func text(_ seconds: Int) -> String {
    let date = CivilDate(daysSince1970: seconds / 86_400)
    let second = seconds % 86_400
    let time = [second / 3600, second / 60 % 60, second % 60].map(padded).joined(separator: ":")
    return "\(date.year)-\(padded(date.month))-\(padded(date.day))T\(time)Z"
  }

  /// Parses a time of RFC 3339 to seconds after 1970 began; `nil` for any other text.
  package static func seconds(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, [4, 7].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }),
      [13, 16].allSatisfy({ bytes[$0] == UInt8(ascii: ":") }), "Tt ".utf8.contains(bytes[10]),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
      let time = timeOfDay(number(bytes[11..<13]), number(bytes[14..<16]), number(bytes[17..<19])),
      let days = days(year, month, day)
    else { return nil }
    // Fractions of a second are dropped: no caller needs them.
    let zone = bytes[19...].drop { $0 == UInt8(ascii: ".") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard let offset = offset(Array(zone)) else { return nil }
    let seconds = days * 86_400 + time - offset
    // A zone east of Greenwich may lead to a time before 1970.
    return seconds >= 0 ? seconds : nil
  }

  /// Parses an HTTP date such as `Wed, 25 Nov 2026 09:00:00 GMT` (RFC 9110 section 5.6.7).
  ///
  /// - Returns: Seconds after 1970 began; `nil` for any other text.
  package static func ofAnswer(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 29, bytes[25...].elementsEqual(" GMT".utf8),
      [19, 22].allSatisfy({ bytes[$0] == UInt8(ascii: ":") }), let day = number(bytes[5..<7]),
      let month = months.firstIndex(where: { bytes[8..<11].elementsEqual($0.utf8) }),
      let year = number(bytes[12..<16]), let days = days(year, month + 1, day),
      let time = timeOfDay(number(bytes[17..<19]), number(bytes[20..<22]), number(bytes[23..<25]))
    else { return nil }
    return days * 86_400 + time
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The number of days from 1970 to a date; `nil` if there is no such date.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard 1...12 ~= month, year >= 1970 else { return nil }
    let lengths = lengths(of: year)
    guard 1...lengths[month - 1] ~= day else { return nil }
    return (1970..<year).reduce(0) { $0 + length(of: $1) } + lengths.prefix(month - 1).reduce(0, +) + day - 1
  }

  /// The seconds of a time of day, a leap second included; `nil` if there is no such time.
  private static func timeOfDay(_ hour: Int?, _ minute: Int?, _ second: Int?) -> Int? {
    guard let hour, let minute, let second, 0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// The offset of a zone from UTC, in seconds.
  private static func offset(_ zone: [UInt8]) -> Int? {
    if zone == [UInt8(ascii: "Z")] || zone == [UInt8(ascii: "z")] { return 0 }
    guard zone.count == 6, "+-".utf8.contains(zone[0]), zone[3] == UInt8(ascii: ":"),
      let offset = timeOfDay(number(zone[1..<3]), number(zone[4..<6]), 0)
    else { return nil }
    return offset * (zone[0] == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func length(of year: Int) -> Int {
    year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400) ? 366 : 365
  }

  /// The lengths of a year's months in days.
  private static func lengths(of year: Int) -> [Int] {
    [31, length(of: year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
