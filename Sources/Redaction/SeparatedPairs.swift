/// Hexadecimal digits in separated pairs: `53:33:63`, `53 33 63`, `53-33-63`, `0x53, 0x33, 0x63`.
enum SeparatedPairs {
  /// The fewest bytes of a row that is long enough for a secret.
  static let shortestRow = 3 * SecretPattern.minimumLength - 1

  /// Joins the pairs of all rows; ``Rewriting/finished()`` returns `nil` if none is long enough for a secret.
  static func joined(_ bytes: [UInt8]) -> Rewriting {
    var rewriting = Rewriting(bytes)
    var position = 0
    while let start = nextRow(bytes, from: position) {
      var gaps: [Range<Int>] = []
      var end = start + 2
      while let next = nextPair(bytes, behind: end) {
        gaps.append(end..<next)
        end = next + 2
      }
      if gaps.count + 1 >= SecretPattern.minimumLength {
        for gap in gaps { rewriting.remove(gap.lowerBound, gap.upperBound) }
      }
      position = end
    }
    return rewriting
  }

  /// The next pair that has another one behind it.
  private static func nextRow(_ bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    while position + 4 < bytes.count {
      // This test rules out nearly all other bytes.
      if isSeparator(bytes[position + 2]), isPair(bytes, position), nextPair(bytes, behind: position + 2) != nil {
        return position
      }
      position += 1
    }
    return nil
  }

  /// The start of the next pair, behind a separator and an optional `0x`.
  private static func nextPair(_ bytes: [UInt8], behind end: Int) -> Int? {
    guard end < bytes.count, isSeparator(bytes[end]) else { return nil }
    var position = end + 1
    if position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "+") {
      position += 1
    }
    if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "0"), bytes[position + 1] | 0x20 == UInt8(ascii: "x")
    {
      position += 2
    }
    return isPair(bytes, position) ? position : nil
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    // The plus is the blank of a form.
    case UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: ","), UInt8(ascii: "+"): true
    default: false
    }
  }

  private static func isPair(_ bytes: [UInt8], _ start: Int) -> Bool {
    start + 1 < bytes.count && isDigit(bytes[start]) && isDigit(bytes[start + 1])
      && (start + 2 == bytes.count || !isDigit(bytes[start + 2]))
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }

  /// The pairs in a row so far, counted from the words of a text alone.
  struct Count {
    private var pairs = 0
    private var start = 0

    /// Adds the word before a sign; returns whether the pairs may be enough for a secret.
    ///
    /// The first pair of a row may end a longer word, and the last one may begin one, so it is not waited for.
    mutating func isRow(_ bytes: Span<UInt8>, endingAt end: Int) -> Bool {
      let length = end - start
      defer { start = end + 1 }
      // A blank behind another separator.
      guard length > 0 else { return false }
      if length >= 2, isDigit(bytes[end - 1]), isDigit(bytes[end - 2]) {
        let isWhole = length == 2 || length == 4 && bytes[end - 3] | 0x20 == UInt8(ascii: "x")
        pairs = isWhole ? pairs + 1 : 1
      } else {
        pairs = 0
      }
      return pairs >= SecretPattern.minimumLength - 1
    }
  }
}
