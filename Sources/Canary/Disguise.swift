/// What may have been done to bytes, so that a secret in them does not stand there as it is.
package enum Disguise: String, Sendable, Hashable {
  case none = "as it is"
  case escapes = "in escapes of JSON"
  case percent = "percent-encoded"
  case base64 = "in base64"
  case hexadecimal = "in hexadecimal digits"

  /// Bytes with a disguise taken off.
  typealias View = (bytes: [UInt8], disguise: Disguise)

  /// JSON may be in a string of JSON so many times.
  private static let maximumDepth = 4

  /// The bytes as they are, and as they read with every disguise taken off; those that would read the same are left out.
  static func views(of bytes: [UInt8]) -> [View] {
    var texts: [View] = [(bytes, .none)]
    for _ in 0..<maximumDepth {
      guard let last = texts.last, let plain = unescaped(last.bytes) else { break }
      texts.append((plain, .escapes))
    }
    texts += texts.compactMap { view in decoded(view.bytes).map { ($0, .percent) } }
    return texts
      + texts.flatMap { view in
        numbers(view.bytes, hexadecimalDigit, perDigit: 4).map { ($0, .hexadecimal) }
          + numbers(view.bytes, base64Digit, perDigit: 6).map { ($0, .base64) }
      }
  }

  // MARK: Escapes

  /// Each escape of JSON replaced by what it stands for (RFC 8259 section 7); `nil` if there is none.
  private static func unescaped(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.contains(UInt8(ascii: "\\")) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == UInt8(ascii: "\\"), position < bytes.count else {
        result.append(byte)
        continue
      }
      let escape = bytes[position]
      position += 1
      switch escape {
      case UInt8(ascii: "u"):
        guard let unit = number(bytes, position, 4) else { continue }
        position += 4
        // Pairs for what is beyond the basic plane matter not: a piece of a secret is found before and behind them.
        if let scalar = UnicodeScalar(unit) { result += String(Character(scalar)).utf8 }
      case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "r"): result.append(UInt8(ascii: "\r"))
      default: result.append(escape)
      }
    }
    return result
  }

  // MARK: Percent-encoding

  /// Each triplet replaced by its byte (RFC 3986 section 2.1), and each plus by a space; `nil` if there is no triplet.
  private static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.contains(UInt8(ascii: "%")) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "%"), let byte = number(bytes, position + 1, 2) {
        result.append(UInt8(byte))
        position += 3
      } else {
        result.append(bytes[position] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[position])
        position += 1
      }
    }
    return result
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
    guard start + count <= bytes.count else { return nil }
    var number: UInt32 = 0
    for byte in bytes[start..<start + count] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      number = number << 4 | digit
    }
    return number
  }

  // MARK: Digits

  /// What every run of digits says, read from each of the digits with which a byte may begin.
  private static func numbers(_ bytes: [UInt8], _ digit: (UInt8) -> UInt32?, perDigit bits: Int) -> [[UInt8]] {
    // Digits that a piece of a secret takes at least.
    let minimum = SecretSearch.pieceLength * 8 / bits
    var found: [[UInt8]] = []
    var run: [UInt32] = []
    for position in 0...bytes.count {
      if position < bytes.count, let value = digit(bytes[position]) {
        run.append(value)
      } else if !run.isEmpty {
        if run.count >= minimum {
          for start in 0..<(bits == 4 ? 2 : 4) { found.append(number(of: run[start...], perDigit: bits)) }
        }
        run.removeAll(keepingCapacity: true)
      }
    }
    return found
  }

  private static func number(of run: ArraySlice<UInt32>, perDigit bits: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(run.count * bits / 8)
    var held: UInt32 = 0
    var count = 0
    for digit in run {
      held = held << bits | digit
      count += bits
      guard count >= 8 else { continue }
      count -= 8
      result.append(UInt8(truncatingIfNeeded: held >> count))
      held &= 1 << count - 1
    }
    return result
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// The digits of both alphabets (RFC 4648 sections 4 and 5).
  private static func base64Digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a") + 26)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0") + 52)
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
