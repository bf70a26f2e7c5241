/// A JSON number, stored as its text: `0.10`, `1e400` and integers beyond 2^53 are kept exactly.
package struct JSONNumber: Sendable {
  /// The number as JSON text (RFC 8259 section 6).
  package let text: String

  /// Makes a number from an integer.
  package init(_ value: Int) { text = String(value) }

  /// Makes a number from a floating-point value; `nil` for infinities and NaN, which JSON cannot express.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    // An integral double prints as `5.0`; the shorter `5` is the same number and what people expect to read.
    text = Int(exactly: value).map(String.init) ?? "\(value)"
  }

  /// Makes a number from its text; `nil` if that is no JSON number.
  package init?(text: String) {
    guard JSONParser.isNumber(text.utf8) else { return nil }
    self.text = text
  }

  /// Makes a number from text that the parser has checked.
  init(checked text: String) { self.text = text }

  /// The number as an integer, if it has no fraction (`1.0` and `1e2` have none) and an `Int` can hold it.
  package var int: Int? {
    if let value = Int(text) { return value }
    let decimal = Decimal(text)
    guard decimal.exponent >= 0, decimal.exponent <= 18 else { return nil }
    if decimal.digits.isEmpty { return 0 }
    return Int((decimal.isNegative ? "-" : "") + decimal.digits + String(repeating: "0", count: decimal.exponent))
  }

  /// The nearest floating-point value, which may be infinite.
  package var double: Double { Double(text) ?? .nan }

  /// Whether the number is an integer, in any notation and of any size.
  package var isInteger: Bool { Int(text) != nil || Decimal(text).exponent >= 0 }
}

extension JSONNumber: Hashable, Comparable {
  package static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    left.text == right.text || Decimal(left.text) == Decimal(right.text)
  }

  package static func < (left: JSONNumber, right: JSONNumber) -> Bool {
    Decimal(left.text) < Decimal(right.text)
  }

  package func hash(into hasher: inout Hasher) {
    // Most numbers are short integers, which need no canonical form.
    if let value = int { hasher.combine(value) } else { hasher.combine(Decimal(text)) }
  }
}
