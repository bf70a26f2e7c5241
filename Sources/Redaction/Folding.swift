@_spi(_Unicode) import Swift

/// Folds characters for comparison: composed or not, of full or half width, of either letter case.
struct Folding: Sendable {
  /// The folded bytes of the secrets' characters beyond ASCII, by scalar: every letter case, composed and decomposed.
  ///
  /// The table covers only the secrets in question, so that texts need no tables of Unicode.
  private(set) var characters: [UInt32: [UInt8]] = [:]
  /// The low bits of those characters: a filter that skips nearly all other characters quickly.
  private var marks = [Bool](repeating: false, count: 256)

  /// The folded byte of each byte: ASCII letters in lower case, and a space for the plus of forms.
  static let bytes: [UInt8] = (0...255).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "+"): UInt8(ascii: " ")
    default: byte
    }
  }

  /// The first bytes of characters that are folded, removed or rewritten.
  private(set) var beginnings = Compaction.beginnings

  init() {}

  /// Makes the folding of a secret's characters.
  init(_ secret: String) {
    guard !secret.utf8.allSatisfy({ $0 < 0x80 }) else { return }
    // Combining marks of the secret stay in texts; all others are removed.
    for mark in secret._nfd where 0x300..<0x370 ~= mark.value { add(mark.value, Array(String(mark).utf8)) }
    let scalars = secret.unicodeScalars.filter { !$0.isASCII } + secret._nfc.filter { !$0.isASCII }
    for scalar in scalars {
      let folded = Self.folded(scalar)
      let properties = scalar.properties
      for text in [
        String(scalar), properties.lowercaseMapping, properties.uppercaseMapping, properties.titlecaseMapping,
      ] {
        let scalars = text.unicodeScalars
        if scalars.count == 1, let scalar = scalars.first, !scalar.isASCII { add(scalar.value, folded) }
      }
    }
  }

  /// Adds the characters of another folding.
  mutating func merge(_ other: Folding) {
    for (scalar, folded) in other.characters { add(scalar, folded) }
  }

  private mutating func add(_ scalar: UInt32, _ folded: [UInt8]) {
    characters[scalar] = folded
    marks[Int(scalar & 0xFF)] = true
    // The first byte in UTF-8, and in Latin-1.
    if let first = Unicode.Scalar(scalar).flatMap({ String($0).utf8.first }) { beginnings[Int(first)] = true }
    if scalar <= 0xFF { beginnings[Int(scalar)] = true }
  }

  /// The folded bytes of a character; `nil` if no secret has it.
  func folded(_ scalar: UInt32) -> [UInt8]? { marks[Int(scalar & 0xFF)] ? characters[scalar] : nil }

  private static func folded(_ scalar: Unicode.Scalar) -> [UInt8] {
    let text = String(scalar.properties.uppercaseMapping).lowercased()
    return text._nfd.flatMap { Array(String($0).utf8) }
  }

  /// The ASCII character of a full-width, mathematical or circled one, or of a wide space; `nil` for all others.
  static func halfWidth(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0xFF01...0xFF5E: UInt8(truncatingIfNeeded: scalar - 0xFF01 + 0x21)
    case 0x3000, 0xA0: UInt8(ascii: " ")
    // Alphabets of capital and small letters, in 13 styles, and digits in five.
    case 0x1D400...0x1D6A3: UInt8(ascii: "a") + UInt8((scalar - 0x1D400) % 26)
    case 0x1D7CE...0x1D7FF: UInt8(ascii: "0") + UInt8((scalar - 0x1D7CE) % 10)
    case 0x24B6...0x24E9: UInt8(ascii: "a") + UInt8((scalar - 0x24B6) % 26)
    case 0x2460...0x2468: UInt8(ascii: "1") + UInt8(scalar - 0x2460)
    case 0x24EA: UInt8(ascii: "0")
    case 0x2102...0x2134: letterlike[scalar]
    default: nil
    }
  }

  /// The letters that the mathematical alphabets lack, since Unicode had them before.
  private static let letterlike: [UInt32: UInt8] = [
    0x2102: UInt8(ascii: "c"), 0x210A: UInt8(ascii: "g"), 0x210B: UInt8(ascii: "h"), 0x210C: UInt8(ascii: "h"),
    0x210D: UInt8(ascii: "h"), 0x210E: UInt8(ascii: "h"), 0x2110: UInt8(ascii: "i"), 0x2111: UInt8(ascii: "i"),
    0x2112: UInt8(ascii: "l"), 0x2113: UInt8(ascii: "l"), 0x2115: UInt8(ascii: "n"), 0x2119: UInt8(ascii: "p"),
    0x211A: UInt8(ascii: "q"), 0x211B: UInt8(ascii: "r"), 0x211C: UInt8(ascii: "r"), 0x211D: UInt8(ascii: "r"),
    0x2124: UInt8(ascii: "z"), 0x2128: UInt8(ascii: "z"), 0x212C: UInt8(ascii: "b"), 0x212D: UInt8(ascii: "c"),
    0x212F: UInt8(ascii: "e"), 0x2130: UInt8(ascii: "e"), 0x2131: UInt8(ascii: "f"), 0x2133: UInt8(ascii: "m"),
    0x2134: UInt8(ascii: "o"),
  ]
}
