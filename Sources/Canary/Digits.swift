/// Reads runs of digits as the bytes for which they may stand.
enum Digits {
  /// The bytes for which every run of digits stands, read from each of the digits with which a byte may begin.
  static func read(_ bytes: [UInt8]) -> [Disguise.View] {
    let long = runs(bytes, 0..<bytes.count, base64Values, perDigit: 6)
    guard !long.isEmpty else { return [] }
    var views: [Disguise.View] = []
    for start in 0..<4 { views.append((numbers(bytes, long, base64Values, perDigit: 6, from: start), .base64)) }
    // The digits of all others are digits of base64, too.
    let short = long.flatMap { runs(bytes, $0, hexadecimalValues, perDigit: 4) }
    for start in 0..<2 where !short.isEmpty {
      views.append((numbers(bytes, short, hexadecimalValues, perDigit: 4, from: start), .hexadecimal))
    }
    let capital = long.flatMap { runs(bytes, $0, base32Values, perDigit: 5) }
    for start in 0..<8 where !capital.isEmpty {
      views.append((numbers(bytes, capital, base32Values, perDigit: 5, from: start), .base32))
    }
    return views
  }

  private static func runs(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    _ values: [UInt8],
    perDigit bits: Int
  ) -> [Range<Int>] {
    // Digits that a piece of a secret takes at least.
    let minimum = SecretSearch.pieceLength * 8 / bits
    var runs: [Range<Int>] = []
    var start = range.lowerBound
    for position in range where values[Int(bytes[position])] == none {
      if position - start >= minimum { runs.append(start..<position) }
      start = position + 1
    }
    if range.upperBound - start >= minimum { runs.append(start..<range.upperBound) }
    return runs
  }

  private static func numbers(
    _ bytes: [UInt8],
    _ runs: [Range<Int>],
    _ values: [UInt8],
    perDigit bits: UInt32,
    from first: Int
  ) -> [UInt8] {
    var result: [UInt8] = []
    for run in runs where run.count > first {
      let start = result.count
      var held: UInt32 = 0
      var count: UInt32 = 0
      for position in run.lowerBound + first..<run.upperBound {
        held = held << bits | UInt32(values[Int(bytes[position])])
        count += bits
        guard count >= 8 else { continue }
        count -= 8
        result.append(UInt8(truncatingIfNeeded: held >> count))
      }
      // Mostly it is something else that was no number.
      if !isText(result[start...]) { result.removeSubrange(start...) }
      // Not to read on from one run to the next.
      result.append(0x0B)
    }
    return result
  }

  /// Whether half of the bytes are letters of ASCII or zeros, as in UTF-16.
  private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count { $0 == 0 || 0x20...0x7E ~= $0 } * 2 >= bytes.count
  }

  static func hexadecimal(_ byte: UInt8) -> UInt32? {
    let value = hexadecimalValues[Int(byte)]
    return value == none ? nil : UInt32(value)
  }

  private static let none: UInt8 = 0xFF

  private static func values(_ digits: String, _ others: String = "") -> [UInt8] {
    var values = [UInt8](repeating: none, count: 256)
    for (value, digit) in digits.utf8.enumerated() { values[Int(digit)] = UInt8(value) }
    for (place, digit) in others.utf8.enumerated() {
      values[Int(digit)] = UInt8(digits.utf8.count - others.utf8.count + place)
    }
    return values
  }

  private static let hexadecimalValues = values("0123456789abcdef", "ABCDEF")
  private static let base32Values = values("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
  /// Of both alphabets (RFC 4648 sections 4 and 5).
  private static let base64Values = values("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "-_")
}
