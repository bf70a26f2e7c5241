/// Base64 and base64url (RFC 4648, sections 4 and 5).
package enum Base64 {
  /// The digits of a text, and whether padding completes its last group.
  package enum Form: Sendable {
    /// The alphabet with `+` and `/`, padded.
    case standard
    /// The alphabet with `-` and `_`, without padding.
    case url
  }

  private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  private static let standardDigits = Array("\(letters)+/".utf8)
  private static let urlDigits = Array("\(letters)-_".utf8)

  /// The text of bytes.
  package static func text(_ bytes: [UInt8], _ form: Form = .standard) -> String {
    let digits = form == .url ? urlDigits : standardDigits
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var position = 0
    while position < bytes.count {
      let group = min(3, bytes.count - position)
      var bits = 0
      for offset in 0..<group { bits |= Int(bytes[position + offset]) << (16 - 8 * offset) }
      for digit in 0...group { text.append(digits[bits >> (18 - 6 * digit) & 63]) }
      if form == .standard { for _ in group..<3 { text.append(padding) } }
      position += 3
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Decodes a text; `nil` unless it is the canonical encoding of its bytes.
  package static func bytes(canonical text: some BidirectionalCollection<UInt8>, _ form: Form) -> [UInt8]? {
    guard form == .url || text.count.isMultiple(of: 4) else { return nil }
    var decoder = Decoder(capacity: text.count / 4 * 3)
    let end = form == .standard ? text.suffix(2).count { $0 == padding } : 0
    for byte in text.dropLast(end) {
      guard let value = value(of: byte), value < 62 || form == (byte == minus || byte == underscore ? .url : .standard)
      else { return nil }
      decoder.add(value)
    }
    return decoder.isCanonical ? decoder.bytes : nil
  }

  /// Decodes a text as people and models write it; `nil` if it is no base64.
  ///
  /// Either alphabet, missing padding and line breaks are accepted.
  package static func bytes(lenient text: Substring) -> [UInt8]? {
    var decoder = Decoder(capacity: text.utf8.count / 4 * 3 + 3)
    var hasEnded = false
    for byte in text.utf8 where byte != 0x0A && byte != 0x0D && byte != 0x20 {
      if byte == padding {
        hasEnded = true
        continue
      }
      guard !hasEnded, let value = value(of: byte) else { return nil }
      decoder.add(value)
    }
    return decoder.isComplete ? decoder.bytes : nil
  }

  private static let padding = UInt8(ascii: "=")
  private static let minus = UInt8(ascii: "-")
  private static let underscore = UInt8(ascii: "_")

  /// The value of a digit of either alphabet.
  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), minus: 62
    case UInt8(ascii: "/"), underscore: 63
    default: nil
    }
  }

  /// Collects the bits of digits.
  private struct Decoder {
    private(set) var bytes: [UInt8] = []
    private var bits: UInt32 = 0
    private var bitCount: UInt32 = 0

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func add(_ value: UInt8) {
      bits = (bits << 6 | UInt32(value)) & 0xFFFF
      bitCount += 6
      guard bitCount >= 8 else { return }
      bitCount -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
    }

    /// Whether the digits make whole bytes: the bits that are left over are fewer than those of a digit.
    var isComplete: Bool { bitCount < 6 }

    /// Whether the bits that are left over are zero, too, so that no other text has these bytes.
    var isCanonical: Bool { isComplete && bits & (1 << bitCount - 1) == 0 }
  }
}
