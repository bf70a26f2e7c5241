/// Decodes one level of escapes: backslashes, percent-encoding, HTML entities, and those of a variant.
///
/// One pass decodes all kinds, since texts mix them; the next pass decodes escapes within escapes.
struct Unescaping {
  private static let marks: [Bool] = {
    var marks = [Bool](repeating: false, count: 256)
    for byte in "\\%&=".utf8 { marks[Int(byte)] = true }
    return marks
  }()

  /// Escapes that mean something else in other texts, so that each variant is tried beside the common reading.
  enum Variant {
    case common
    /// `=41` is an escape (RFC 2045 section 6.7).
    case quotedPrintable
    /// `\2D ` and `\00002d` are escapes, with up to six hexadecimal digits (CSS Syntax, section 4.3.7).
    case style

    static let others: [Variant] = [.quotedPrintable, .style]
  }

  let variant: Variant
  /// Whether any number of backslashes counts as one, which decodes all levels of JSON in JSON at once.
  let isCollapsing: Bool
  private(set) var rewriting: Rewriting
  /// The variants with escapes that were left as they are.
  private(set) var seen: [Variant] = []

  private init(_ bytes: [UInt8], _ variant: Variant, isCollapsing: Bool) {
    self.variant = variant
    self.isCollapsing = isCollapsing
    rewriting = Rewriting(bytes)
  }

  /// Decodes bytes; ``Rewriting/finished()`` returns `nil` if they have no escape.
  static func of(_ bytes: [UInt8], _ variant: Variant = .common, isCollapsing: Bool = false) -> Unescaping {
    var unescaping = Unescaping(bytes, variant, isCollapsing: isCollapsing)
    unescaping.run()
    return unescaping
  }

  mutating func finished() -> [UInt8]? { rewriting.finished() }

  private mutating func run() {
    let bytes = rewriting.source
    let marks = Self.marks
    var position = 0
    while position < bytes.count {
      guard marks[Int(bytes[position])] else {
        position += 1
        continue
      }
      switch bytes[position] {
      case UInt8(ascii: "\\"): position = backslashes(bytes, position)
      case UInt8(ascii: "%"): position = percent(bytes, position)
      case UInt8(ascii: "&"): position = entity(bytes, position)
      default: position = equals(bytes, position)
      }
    }
  }

  // MARK: Backslashes

  private mutating func backslashes(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == UInt8(ascii: "\\") { end += 1 }
    let count = end - start
    if isCollapsing { return escaped(bytes, from: start, at: end) }
    if count > 1 {
      rewriting.replace(start, start + count & ~1, with: repeatElement(UInt8(ascii: "\\"), count: count / 2))
    }
    return count.isMultiple(of: 2) ? end : escaped(bytes, from: end - 1, at: end)
  }

  /// Replaces an escape whose backslashes begin at `start` and whose letter is at `place`.
  private mutating func escaped(_ bytes: [UInt8], from start: Int, at place: Int) -> Int {
    guard place < bytes.count else {
      if isCollapsing { rewriting.remove(start, place) }
      return place
    }
    let letter = bytes[place]
    if let end = style(bytes, from: start, at: place) { return end }
    switch letter {
    case UInt8(ascii: "u"), UInt8(ascii: "x"), UInt8(ascii: "U"), UInt8(ascii: "X"):
      if let end = code(bytes, from: start, at: place) { return end }
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      let (value, end) = number(bytes, place, atMost: 3, radix: 8)
      rewriting.replace(start, end, with: UInt8(truncatingIfNeeded: value))
      return end
    case UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      // An escaped line break continues the line.
      rewriting.remove(start, place + 1)
      return place + 1
    default: break
    }
    // Before an escape of another kind, the backslash may stand for itself.
    if Self.marks[Int(letter)], !isCollapsing { return place }
    // The backslash and the letter behind it become one byte, so that both are redacted together.
    if letter < 0x80, !Self.marks[Int(letter)] {
      rewriting.replace(start, place + 1, with: Self.letters[letter] ?? letter)
      return place + 1
    }
    rewriting.remove(start, place)
    return place
  }

  private static let letters: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0C, UInt8(ascii: "v"): 0x0B,
  ]

  /// Up to six digits, closed by a blank unless there are six; `nil` for any other escape, and in other variants.
  private mutating func style(_ bytes: [UInt8], from start: Int, at place: Int) -> Int? {
    let (value, digitsEnd) = number(bytes, place, atMost: 6, radix: 16)
    guard digitsEnd > place else { return nil }
    let isClosed = digitsEnd < bytes.count && (bytes[digitsEnd] == 0x20 || bytes[digitsEnd] == 0x09)
    guard isClosed || digitsEnd == place + 6 else { return nil }
    guard variant == .style else {
      see(.style)
      return nil
    }
    let end = isClosed ? digitsEnd + 1 : digitsEnd
    rewriting.replace(start, end, with: Self.scalar(value))
    return end
  }

  /// `\u00e4`, `\u{e4}`, `\U000000e4`, `\xe4` and `\x{e4}`, in either case; `nil` for any other escape.
  private mutating func code(_ bytes: [UInt8], from start: Int, at place: Int) -> Int? {
    let letter = bytes[place]
    if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "{") {
      let (value, end) = number(bytes, place + 2, atMost: 8, radix: 16)
      guard end > place + 2, end < bytes.count, bytes[end] == UInt8(ascii: "}") else { return nil }
      rewriting.replace(start, end + 1, with: Self.scalar(value))
      return end + 1
    }
    var digits = letter | 0x20 == UInt8(ascii: "x") ? 2 : letter == UInt8(ascii: "u") ? 4 : 8
    var (value, end) = number(bytes, place + 1, atMost: digits, radix: 16)
    if digits == 8, !(end == place + 9 && value < 0x110000) {
      digits = 4
      (value, end) = number(bytes, place + 1, atMost: digits, radix: 16)
    }
    guard end == place + 1 + digits else { return nil }
    if digits == 2 {
      rewriting.replace(start, end, with: UInt8(truncatingIfNeeded: value))
    } else if let (scalar, end) = pair(bytes, high: value, end, mark: UInt8(ascii: "\\")) {
      rewriting.replace(start, end, with: scalar)
      return end
    } else {
      rewriting.replace(start, end, with: Self.scalar(value))
    }
    return end
  }

  /// The character of a UTF-16 surrogate pair that begins with a high half; `nil` if it does not, or lacks the low half.
  private func pair(_ bytes: [UInt8], high: UInt32, _ start: Int, mark: UInt8) -> (Unicode.Scalar, Int)? {
    guard 0xD800..<0xDC00 ~= high else { return nil }
    var place = start
    let isCollapsing = isCollapsing && mark == UInt8(ascii: "\\")
    while place < bytes.count, bytes[place] == mark, isCollapsing || place == start { place += 1 }
    guard place > start, place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "u") else { return nil }
    let (low, end) = number(bytes, place + 1, atMost: 4, radix: 16)
    guard end == place + 5, 0xDC00..<0xE000 ~= low else { return nil }
    return (Self.scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)), end)
  }

  // MARK: Percent-encoding

  /// Percent-encoding (RFC 3986 section 2.1), and `%u00e4` of JavaScript's `escape()`.
  private mutating func percent(_ bytes: [UInt8], _ start: Int) -> Int {
    if start + 1 < bytes.count, bytes[start + 1] | 0x20 == UInt8(ascii: "u") {
      let (value, end) = number(bytes, start + 2, atMost: 4, radix: 16)
      guard end == start + 6 else { return start + 1 }
      let (scalar, pairEnd) = pair(bytes, high: value, end, mark: UInt8(ascii: "%")) ?? (Self.scalar(value), end)
      rewriting.replace(start, pairEnd, with: scalar)
      return pairEnd
    }
    return byte(bytes, start)
  }

  private mutating func byte(_ bytes: [UInt8], _ start: Int) -> Int {
    let (value, end) = number(bytes, start + 1, atMost: 2, radix: 16)
    guard end == start + 3 else { return start + 1 }
    rewriting.replace(start, end, with: UInt8(truncatingIfNeeded: value))
    return end
  }

  // MARK: Quoted-printable

  private mutating func equals(_ bytes: [UInt8], _ start: Int) -> Int {
    guard start + 1 < bytes.count else { return start + 1 }
    let isEndOfLine = bytes[start + 1] == UInt8(ascii: "\r") || bytes[start + 1] == UInt8(ascii: "\n")
    guard isEndOfLine else {
      if variant == .quotedPrintable { return byte(bytes, start) }
      if number(bytes, start + 1, atMost: 2, radix: 16).end == start + 3 { see(.quotedPrintable) }
      return start + 1
    }
    let isPair = bytes[start + 1] == UInt8(ascii: "\r") && start + 2 < bytes.count && bytes[start + 2] == 0x0A
    rewriting.remove(start, start + (isPair ? 3 : 2))
    return start + (isPair ? 3 : 2)
  }

  // MARK: Entities

  /// The most letters of a name that is looked up.
  private static let longestName = 18

  /// A character reference by name or number (HTML, section 13.5); a number may lack its semicolon.
  private mutating func entity(_ bytes: [UInt8], _ start: Int) -> Int {
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "#") else { return named(bytes, start) }
    var place = start + 2
    let isHexadecimal = place < bytes.count && bytes[place] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { place += 1 }
    let first = place
    while place < bytes.count, bytes[place] == UInt8(ascii: "0") { place += 1 }
    let (value, end) = number(bytes, place, atMost: 7, radix: isHexadecimal ? 16 : 10)
    guard end > first else { return start + 1 }
    let hasEnd = end < bytes.count && bytes[end] == UInt8(ascii: ";")
    rewriting.replace(start, hasEnd ? end + 1 : end, with: Self.scalar(value))
    return hasEnd ? end + 1 : end
  }

  private mutating func named(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start + 1
    while end < bytes.count, end - start <= Self.longestName, Self.isLetterOrDigit(bytes[end]) { end += 1 }
    guard end > start + 1, end < bytes.count, bytes[end] == UInt8(ascii: ";"),
      let scalar = NamedCharacters.scalar(String(decoding: bytes[start + 1..<end], as: UTF8.self))
    else { return start + 1 }
    rewriting.replace(start, end + 1, with: scalar)
    return end + 1
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  private mutating func see(_ variant: Variant) {
    if !seen.contains(variant) { seen.append(variant) }
  }

  // MARK: Numbers

  private static func scalar(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(value) ?? "\u{FFFD}" }

  /// A number of at most `count` digits, and the position behind it.
  private func number(_ bytes: [UInt8], _ start: Int, atMost count: Int, radix: UInt32) -> (value: UInt32, end: Int) {
    var value: UInt32 = 0
    var end = start
    while end < bytes.count, end - start < count {
      let byte = bytes[end]
      let digit: UInt32
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt32(byte - UInt8(ascii: "A") + 10)
      default: return (value, end)
      }
      guard digit < radix else { return (value, end) }
      value = value &* radix &+ digit
      end += 1
    }
    return (value, end)
  }
}
