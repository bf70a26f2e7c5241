extension PatternTable {
  /// The longest text in which whole values are searched for, in bytes.
  static let longestWhole = 128

  /// Whether a single pass shows that a text has no secret.
  ///
  /// Most texts have no escapes, and no runs of digits that could encode a secret.
  func isClean(_ bytes: Span<UInt8>) -> Bool {
    if bytes.count <= Self.longestWhole, !wholes.isEmpty { return false }
    let (kindTable, foldTable) = (Self.kinds, Folding.bytes)
    let kinds = kindTable.span
    let fold = foldTable.span
    let marks = marks.span
    // Checked once instead of at each byte: it is the index in two tables, and a hash that in the third.
    precondition(kinds.count == 256 && fold.count == 256 && marks.count == 1 << (58 - shift))
    var glance = DigitGlance(self)
    var window: UInt64 = 0
    var run = 0
    var pairs = SeparatedPairs.Count()
    for position in bytes.indices {
      let byte = unsafe bytes[unchecked: position]
      switch unsafe kinds[unchecked: Int(byte)] {
      case .other:
        if pairs.isRow(bytes, endingAt: position) { return false }
        if run >= Self.shortestRun, !glance.isClean(bytes, position - run..<position) { return false }
        run = 0
      case .digit: run &+= 1
      case .sign:
        if pairs.isRow(bytes, endingAt: position) { return false }
        run &+= 1
      case .special: return false
      }
      window = window << 8 | UInt64(unsafe fold[unchecked: Int(byte)])
      let hash = Self.hash(window, shift)
      if unsafe marks[unchecked: hash >> 6] & 1 &<< UInt64(hash & 63) != 0 { return false }
    }
    return run < Self.shortestRun || glance.isClean(bytes, bytes.count - run..<bytes.count)
  }

  /// The number of base64 digits that encode eight bytes.
  static let shortestRun = (SecretPattern.minimumLength * 8 + 5) / 6

  private enum Kind { case other, digit, sign, special }

  private static let kinds: [Kind] = (0...255).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      .digit
    // Digits of base64 that separate pairs of hexadecimal digits, too.
    case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"): .sign
    // Escapes, invisible characters, and characters beyond ASCII.
    case UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "="), 0..<0x20, 0x7F...: .special
    default: .other
    }
  }
}
