/// Decodes runs of digits (base64, base32, hexadecimal) into the bytes that they may stand for.
enum Digits {
  /// Decodes every run of digits, starting at each digit at which a byte may begin.
  static func read(_ bytes: [UInt8]) -> [Disguise.View] {
    let long = runs(bytes, 0..<bytes.count, base64Values, perDigit: 6)
    guard !long.isEmpty else { return [] }
    var views: [Disguise.View] = []
    for start in 0..<4 { views.append((numbers(bytes, long, base64Values, perDigit: 6, from: start), .base64)) }
    // Digits of all other alphabets are base64 digits too.
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
    // The fewest digits that a piece of a secret takes.
    let minimum = LeakSearch.pieceLength * 8 / bits
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
      // Most runs are words or other text, not encoded bytes.
      if !isText(result[start...]) { result.removeSubrange(start...) }
      // A separator, so that no piece reaches from one run to the next.
      result.append(0x0B)
    }
    return result
  }

  /// Whether at least half of the bytes are printable ASCII, or zeros as in UTF-16.
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
  /// Both alphabets (RFC 4648 sections 4 and 5).
  private static let base64Values = values("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "-_")
}
