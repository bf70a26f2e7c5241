/// Removes invisible characters from bytes, and folds the rest for comparison.
///
/// It removes line breaks with the indentation behind them, control characters (zeros among them, so that ASCII in
/// UTF-16 reads as ASCII), combining marks that no secret has, and the characters that Unicode calls default-ignorable.
/// Bytes that are not UTF-8 are read as Latin-1.
enum Compaction {
  /// Compacts bytes; optionally keeps the blanks behind line breaks, since those may belong to a secret.
  ///
  /// ``Rewriting/finished()`` returns `nil` if nothing changes.
  static func of(_ bytes: [UInt8], _ folding: Folding, keepsIndentation: Bool = false) -> Rewriting {
    var rewriting = Rewriting(bytes)
    let beginnings = folding.beginnings
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      guard beginnings[Int(byte)] else {
        position += 1
        continue
      }
      if byte < 0x80 {
        let isBreak = byte == 0x0A || byte == 0x0D
        let end = isBreak && !keepsIndentation ? endOfBreak(bytes, position) : position + 1
        rewriting.remove(position, end)
        position = end
        continue
      }
      guard !isContinuation(bytes, position) else {
        position += 1
        continue
      }
      let (scalar, length) = scalar(bytes, position)
      if let folded = folding.folded(scalar) {
        rewriting.replace(position, position + length, with: folded)
      } else if let half = Folding.halfWidth(scalar) {
        rewriting.replace(position, position + length, with: half)
      } else if isInvisible(scalar) {
        rewriting.remove(position, position + length)
      }
      position += length
    }
    return rewriting
  }

  /// The first bytes of sequences that are removed or rewritten for any secrets.
  static let beginnings: [Bool] = {
    var beginnings = [Bool](repeating: false, count: 256)
    for byte in 0..<0x20 { beginnings[byte] = true }
    for byte in [0x7F, 0x85, 0xA0, 0xAD, 0xC2, 0xCC, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0, 0xF3] {
      beginnings[byte] = true
    }
    return beginnings
  }()

  /// Whether a byte continues a UTF-8 character that begins before it.
  private static func isContinuation(_ bytes: [UInt8], _ position: Int) -> Bool {
    guard bytes[position] & 0xC0 == 0x80 else { return false }
    var start = position - 1
    while start >= 0, position - start < 4 {
      if bytes[start] & 0xC0 != 0x80 { return scalar(bytes, start).length > position - start }
      start -= 1
    }
    return false
  }

  /// Whether a line break has blanks behind it.
  static func hasIndentation(_ bytes: [UInt8], _ rewriting: Rewriting) -> Bool {
    rewriting.edits.contains { edit in
      edit.sourceEnd - edit.sourceStart > 1 && [0x0A, 0x0D].contains(bytes[Int(edit.sourceStart)])
        && [0x20, 0x09].contains(bytes[Int(edit.sourceEnd) - 1])
    }
  }

  private static func endOfBreak(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start
    while end < bytes.count {
      switch bytes[end] {
      case 0x09, 0x0A, 0x0D, 0x20: end += 1
      default: return end
      }
    }
    return end
  }

  private static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80..<0xA0, 0x2028, 0x2029, 0x300..<0x370: true
    case 0xA0..<0xAD, 0xAE..<0x300, 0x4E00..<0xA000: false
    default: Unicode.Scalar(scalar)?.properties.isDefaultIgnorableCodePoint ?? false
    }
  }

  /// The character at a position; read as Latin-1 if it is not UTF-8.
  static func scalar(_ bytes: [UInt8], _ start: Int) -> (scalar: UInt32, length: Int) {
    let first = bytes[start]
    let length: Int
    var scalar: UInt32
    switch first {
    case 0xC2...0xDF: (length, scalar) = (2, UInt32(first & 0x1F))
    case 0xE0...0xEF: (length, scalar) = (3, UInt32(first & 0x0F))
    case 0xF0...0xF4: (length, scalar) = (4, UInt32(first & 0x07))
    default: return (UInt32(first), 1)
    }
    guard start + length <= bytes.count else { return (UInt32(first), 1) }
    for position in start + 1..<start + length {
      guard bytes[position] & 0xC0 == 0x80 else { return (UInt32(first), 1) }
      scalar = scalar << 6 | UInt32(bytes[position] & 0x3F)
    }
    let isShortest = length == 2 || length == 3 && scalar >= 0x800 || scalar >= 0x10000
    return isShortest ? (scalar, length) : (UInt32(first), 1)
  }
}
