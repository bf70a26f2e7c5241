/// A decimal number in canonical form: ±digits × 10^exponent, without zeros at either end of the digits.
///
/// Exact at any size, so that numbers are compared by value, not by their nearest `Double`.
struct Decimal: Hashable {
  var isNegative = false
  /// Decimal digits without leading or trailing zeros; empty for zero.
  var digits = ""
  /// The power of ten by which the digits are multiplied, clamped to ±2^40; zero for zero.
  var exponent = 0

  /// Reads a JSON number's text, which must be valid.
  init(_ text: String) {
    var digits: [UInt8] = []
    var scale = 0
    var written = 0
    var bytes = text.utf8[...]
    if bytes.first == UInt8(ascii: "-") {
      isNegative = true
      bytes.removeFirst()
    }
    var inFraction = false
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "."): inFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        written = Self.exponent(of: bytes)
        bytes = bytes[bytes.endIndex...]
      default:
        digits.append(byte)
        if inFraction { scale -= 1 }
      }
    }
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      scale += 1
    }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    guard !significant.isEmpty else {
      isNegative = false
      return
    }
    self.digits = String(decoding: significant, as: UTF8.self)
    exponent = scale + written
  }

  private static func exponent(of text: Substring.UTF8View) -> Int {
    let limit = 1 << 40
    let isNegative = text.first == UInt8(ascii: "-")
    var value = 0
    for byte in text where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), limit)
    }
    return isNegative ? -value : value
  }

  /// The power of ten just above the number: 3 for 100 … 999.
  private var magnitude: Int { digits.utf8.count + exponent }

  /// Whether the number is an exact integer multiple of a divisor, never of zero; `nil` if that takes too long to tell.
  func isMultiple(of divisor: Decimal) -> Bool? {
    guard !divisor.digits.isEmpty else { return false }
    guard !digits.isEmpty else { return true }
    let shift = exponent - divisor.exponent
    // Both are canonical: a dividend that does not end in zero is no multiple of a divisor that does.
    guard shift >= 0 else { return false }
    // Longer divisions are not attempted: no realistic number needs them.
    guard shift <= 2048, let modulus = UInt64(divisor.digits), modulus < 1 << 59 else { return nil }
    return remainder(modulo: modulus, zeros: shift) == 0
  }

  private func remainder(modulo modulus: UInt64, zeros: Int) -> UInt64 {
    var remainder: UInt64 = 0
    for byte in digits.utf8 { remainder = step(remainder, UInt64(byte - UInt8(ascii: "0")), modulus) }
    for _ in 0..<zeros { remainder = step(remainder, 0, modulus) }
    return remainder
  }

  private func step(_ remainder: UInt64, _ digit: UInt64, _ modulus: UInt64) -> UInt64 {
    let (high, low) = remainder.multipliedFullWidth(by: 10)
    let (sum, overflow) = low.addingReportingOverflow(digit)
    return modulus.dividingFullWidth((high + (overflow ? 1 : 0), sum)).remainder
  }
}

extension Decimal: Comparable {
  static func < (left: Decimal, right: Decimal) -> Bool {
    if left.signum != right.signum { return left.signum < right.signum }
    return left.isNegative ? right.isBelow(left) : left.isBelow(right)
  }

  private var signum: Int { digits.isEmpty ? 0 : (isNegative ? -1 : 1) }

  /// Compares the magnitudes.
  private func isBelow(_ other: Decimal) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    if magnitude != other.magnitude { return magnitude < other.magnitude }
    return digits < other.digits
  }
}

extension JSONNumber {
  /// Whether the number is an integer multiple of the other (JSON Schema's `multipleOf`): exact if that takes bounded
  /// time, by floating point otherwise.
  package func isMultiple(of divisor: JSONNumber) -> Bool {
    if let exact = Decimal(text).isMultiple(of: Decimal(divisor.text)) { return exact }
    let quotient = double / divisor.double
    return quotient.isFinite && quotient == quotient.rounded()
  }
}
