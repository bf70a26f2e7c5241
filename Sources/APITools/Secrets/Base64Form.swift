/// A secret in base64, at one of the three places among other bytes at which its digits differ.
///
/// Digits may be escaped, as in JSON or in a URL, and there may be line breaks between them.
struct Base64Form: Sendable {
  /// Those that are of the secret alone.
  private let digits: [Unicode.Scalar]
  /// Whether the digit before them is of the secret in part, and the one after them.
  private let sharesFirst: Bool
  private let sharesLast: Bool

  /// The forms of bytes, in both alphabets.
  static func all(_ bytes: [UInt8]) -> [Base64Form] { (0..<3).flatMap { forms(bytes, behind: $0) } }

  private static func forms(_ bytes: [UInt8], behind count: Int) -> [Base64Form] {
    let text = Array(Base64.text([UInt8](repeating: 0, count: count) + bytes).unicodeScalars)
    let bits = (count + bytes.count) * 8
    let digits = Array(text[(count == 0 ? 0 : count + 1)..<(bits / 6)])
    let url = digits.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
    return (digits == url ? [digits] : [digits, url]).map {
      Base64Form(digits: $0, sharesFirst: count != 0, sharesLast: !bits.isMultiple(of: 6))
    }
  }

  /// The bytes with which the form may begin.
  var beginnings: Set<UInt8> {
    guard let first = digits.first else { return [] }
    // Nobody escapes letters.
    return Self.symbols.contains(first)
      ? [UInt8(ascii: first), UInt8(ascii: "\\"), UInt8(ascii: "%")] : [UInt8(ascii: first)]
  }

  /// Where the form is, if it is there, with what else has to do with it.
  func range(in bytes: [UInt8], at start: Int) -> Range<Int>? {
    var end = start
    for digit in digits {
      guard let next = Self.end(of: [digit], in: bytes, from: end, isFirst: end == start) else { return nil }
      end = next
    }
    if sharesLast, let next = Self.endOfAny(in: bytes, from: end) { end = next }
    while let next = EscapedText.end(of: ["="], in: bytes, from: end) { end = next }
    return (sharesFirst ? Self.startOfAny(in: bytes, before: start) : start)..<end
  }

  private static let symbols: [Unicode.Scalar] = ["+", "/", "-", "_"]
  private static let breaks: [Unicode.Scalar] = ["\r", "\n"]

  /// Where a digit ends, line breaks before it passed over.
  private static func end(of digit: [Unicode.Scalar], in bytes: [UInt8], from start: Int, isFirst: Bool) -> Int? {
    if let end = EscapedText.end(of: digit, in: bytes, from: start) { return end }
    guard !isFirst else { return nil }
    var position = start
    while let end = breaks.lazy.compactMap({ EscapedText.end(of: [$0], in: bytes, from: position) }).first {
      position = end
    }
    return position == start ? nil : EscapedText.end(of: digit, in: bytes, from: position)
  }

  private static func endOfAny(in bytes: [UInt8], from start: Int) -> Int? {
    if start < bytes.count, isLetterOrDigit(bytes[start]) { return start + 1 }
    return symbols.lazy.compactMap { end(of: [$0], in: bytes, from: start, isFirst: false) }.first
      ?? breaks.lazy.compactMap { EscapedText.end(of: [$0], in: bytes, from: start) }.first
      .flatMap { endOfAny(in: bytes, from: $0) }
  }

  /// Where the digit begins that ends at a place, line breaks behind it passed over; the place itself if there is none.
  private static func startOfAny(in bytes: [UInt8], before end: Int) -> Int {
    var position = end
    while let start = start(ofOneOf: breaks, in: bytes, before: position) { position = start }
    if let start = start(ofOneOf: symbols, in: bytes, before: position) { return start }
    return position > 0 && isLetterOrDigit(bytes[position - 1]) ? position - 1 : end
  }

  private static func start(ofOneOf scalars: [Unicode.Scalar], in bytes: [UInt8], before end: Int) -> Int? {
    // The longest writings first: what ends them may stand for itself, too.
    for length in [6, 3, 2, 1] where length <= end {
      for scalar in scalars where EscapedText.end(of: [scalar], in: bytes, from: end - length) == end {
        return end - length
      }
    }
    return nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }
}
