/// Dates and times of RFC 3339 section 5.6.
extension String {
  var isDate: Bool {
    var rest = utf8[...]
    return rest.skipDate() && rest.isEmpty
  }

  var isTime: Bool {
    var rest = utf8[...]
    return rest.skipTime() && rest.isEmpty
  }

  var isDateTime: Bool {
    var rest = utf8[...]
    guard rest.skipDate(), rest.skip("T") || rest.skip("t") else { return false }
    return rest.skipTime() && rest.isEmpty
  }
}

extension Substring.UTF8View {
  fileprivate mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard first == UInt8(ascii: character) else { return false }
    removeFirst()
    return true
  }

  /// Reads a number with an exact number of digits.
  private mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit = popFirst(), digit.isDigit else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }

  fileprivate mutating func skipDate() -> Bool {
    guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
      let day = number(digits: 2), 1...12 ~= month
    else { return false }
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1...days[month - 1] ~= day
  }

  fileprivate mutating func skipTime() -> Bool {
    guard let hour = number(digits: 2), skip(":"), let minute = number(digits: 2), skip(":"),
      let second = number(digits: 2), hour < 24, minute < 60, second <= 60
    else { return false }
    if skip(".") {
      guard let digit = popFirst(), digit.isDigit else { return false }
      self = drop { $0.isDigit }
    }
    guard let offset = offset() else { return false }
    // A leap second is the last one of a day in UTC.
    let day = 24 * 60
    return second < 60 || (hour * 60 + minute - offset + day) % day == day - 1
  }

  /// Reads an offset from UTC, in minutes.
  private mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let isEast = skip("+")
    guard isEast || skip("-"), let hours = number(digits: 2), skip(":"), let minutes = number(digits: 2),
      hours < 24, minutes < 60
    else { return nil }
    return (isEast ? 1 : -1) * (hours * 60 + minutes)
  }
}
