import JSON

/// Numbers, booleans, dates and times of TOML.
enum TOMLScalar {
  /// The value of a word; `nil` if it is none.
  static func value(of word: String) -> JSONValue? {
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: break
    }
    if let number = JSONNumber(text: word) { return .number(number) }
    guard isNumber(word) || isTime(word) && isInCalendar(word) else { return nil }
    return .string("\u{0}\(word)")
  }

  private static func isNumber(_ word: String) -> Bool {
    let hasSign = word.hasPrefix("+") || word.hasPrefix("-")
    let digits = word.dropFirst(hasSign ? 1 : 0)
    if digits == "inf" || digits == "nan" { return true }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) && !hasSign {
      return isGrouped(digits.dropFirst(2)) { $0.isHexDigit && ($0.hexDigitValue ?? radix) < radix }
    }
    // Underscores stand between digits; without them it is a number of JSON.
    let hasGroups = digits.split(omittingEmptySubsequences: false) { ".eE+-".contains($0) }.filter { !$0.isEmpty }
      .allSatisfy { isGrouped($0) { $0.isASCII && $0.isNumber } }
    return hasGroups && JSONNumber(text: String(digits.filter { $0 != "_" })) != nil
  }

  private static func isGrouped(_ digits: Substring, _ isDigit: (Character) -> Bool) -> Bool {
    let groups = digits.split(separator: "_", omittingEmptySubsequences: false)
    return groups.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
  }

  /// Whether a word is a date, a time, or both: `1979-05-27T07:32:00.5-07:00` (RFC 3339).
  private static func isTime(_ word: String) -> Bool {
    let shape = String(word.map { $0.isASCII && $0.isNumber ? "0" : $0 == " " || $0 == "t" ? "T" : $0 })
    guard shape.hasPrefix("0000-00-00") else { return isClock(shape[...]) }
    let rest = shape.dropFirst(10)
    guard !rest.isEmpty else { return true }
    guard rest.hasPrefix("T") else { return false }
    let clock = rest.dropFirst()
    if clock.hasSuffix("Z") || clock.hasSuffix("z") { return isClock(clock.dropLast()) }
    if clock.hasSuffix("+00:00") || clock.hasSuffix("-00:00") { return isClock(clock.dropLast(6)) }
    return isClock(clock)
  }

  /// Whether the numbers of a date or time are in their ranges (RFC 3339, 5.7).
  private static func isInCalendar(_ word: String) -> Bool {
    var rest = word[...]
    if word.utf8.dropFirst(4).first == UInt8(ascii: "-") {
      let date = numbers(word.prefix(10))
      guard date.count == 3, 1...12 ~= date[1], 1...days(in: date[1], of: date[0]) ~= date[2] else { return false }
      rest = word.dropFirst(11)
    }
    let parts = rest.split { "+-".contains($0) }.map { numbers($0) }
    let isClock = zip(parts.first ?? [], [23, 59, 60]).allSatisfy { $0 <= $1 }
    return isClock && parts.dropFirst().allSatisfy { zip($0, [23, 59]).allSatisfy { $0 <= $1 } }
  }

  private static func numbers(_ text: Substring) -> [Int] { text.split { !$0.isNumber }.prefix(3).map { Int($0) ?? 0 } }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func isClock(_ shape: Substring) -> Bool {
    guard shape.hasPrefix("00:00") else { return false }
    let rest = shape.dropFirst(5)
    guard !rest.isEmpty else { return true }
    guard rest.hasPrefix(":00") else { return false }
    let fraction = rest.dropFirst(3)
    return fraction.isEmpty
      || fraction.count > 1 && fraction.first == "." && fraction.dropFirst().allSatisfy { $0 == "0" }
  }
}
