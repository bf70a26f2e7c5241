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

  /// Whether the numbers of a date or time are in their ranges; a month may have 31 days.
  private static func isInCalendar(_ word: String) -> Bool {
    var numbers = word.split { !$0.isNumber }.prefix(6).map { Int($0) ?? 0 }
    if word.utf8.dropFirst(4).first == UInt8(ascii: "-") {
      guard 1...12 ~= numbers[1], 1...31 ~= numbers[2] else { return false }
      numbers.removeFirst(3)
    }
    return zip(numbers, [23, 59, 60]).allSatisfy { $0 <= $1 }
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
