/// An encoding of text other than UTF-8, named by a `charset` (Encoding standard of WHATWG, section 4.2).
package enum TextEncoding {
  /// ISO 8859-1, always read as this superset.
  case windows1252
  /// ISO 8859-15, which differs in eight characters.
  case latin9
  case utf16(isLittle: Bool)
  case utf32(isLittle: Bool)

  /// Finds the encoding of a charset (RFC 2046, section 4.1.2), in any case; `nil` if it is not known.
  package init?(_ charset: String) {
    switch charset {
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "windows-1252", "cp1252", "x-cp1252", "us-ascii",
      "ascii":
      self = .windows1252
    case "iso-8859-15", "iso8859-15", "latin9", "l9": self = .latin9
    case "utf-16le", "utf16le": self = .utf16(isLittle: true)
    case "utf-16", "utf16", "utf-16be", "utf16be", "ucs-2", "iso-10646-ucs-2": self = .utf16(isLittle: false)
    case "utf-32le", "utf32le": self = .utf32(isLittle: true)
    case "utf-32", "utf32", "utf-32be", "utf32be", "ucs-4": self = .utf32(isLittle: false)
    default: return nil
    }
  }

  /// The encoding indicated by a byte order mark; `nil` if there is none, or it is that of UTF-8.
  package init?(markOf bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
      self = .utf32(isLittle: true)
    } else if bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      self = .utf32(isLittle: false)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      self = .utf16(isLittle: true)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16(isLittle: false)
    } else {
      return nil
    }
  }

  /// The encoding of text with two ASCII characters first (RFC 4627 section 3); `nil` if zero bytes indicate none.
  package init?(zerosOf bytes: [UInt8]) {
    let isZero = bytes.prefix(4).map { $0 == 0 }
    switch isZero {
    case [true, true, true, false]: self = .utf32(isLittle: false)
    case [false, true, true, true]: self = .utf32(isLittle: true)
    case [true, false, true, false]: self = .utf16(isLittle: false)
    case [false, true, false, true]: self = .utf16(isLittle: true)
    default: return nil
    }
  }

  /// Whether it encodes ASCII with several bytes each.
  package var isWide: Bool {
    switch self {
    case .utf16, .utf32: true
    case .windows1252, .latin9: false
    }
  }

  /// Decodes text and removes its byte order mark; malformed parts become U+FFFD.
  package func text(_ bytes: [UInt8]) -> String {
    let text: String
    switch self {
    case .windows1252: return Self.windows1252(bytes)
    case .latin9:
      return String(String.UnicodeScalarView(bytes.map { Self.ofLatin9[$0] ?? Unicode.Scalar($0) }))
    case .utf16(let isLittle):
      let (high, low) = isLittle ? (1, 0) : (0, 1)
      let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
        UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + low])
      }
      text = String(decoding: units, as: UTF16.self)
    case .utf32(let isLittle):
      let scalars = stride(from: 0, to: bytes.count - 3, by: 4).map { start in
        let unit = bytes[start..<start + 4]
        let value = (isLittle ? Array(unit.reversed()) : Array(unit)).reduce(0) { $0 << 8 | UInt32($1) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
      }
      text = String(String.UnicodeScalarView(scalars))
    }
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  /// Decodes UTF-8; each invalid byte becomes a character of Windows-1252.
  package static func mended(_ bytes: [UInt8]) -> String {
    // Bytes, not scalars: a string that grows by pieces is copied at each of them.
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 4)
    var position = 0
    while position < bytes.count {
      let end = bytes[position...].firstIndex { $0 >= 0x80 } ?? bytes.count
      text += bytes[position..<end]
      position = end
      guard end < bytes.count else { break }
      let length = Compaction.scalar(bytes, end).length
      if length == 1 { text += String(scalar(bytes[end])).utf8 } else { text += bytes[end..<end + length] }
      position = end + length
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Decodes Windows-1252.
  static func windows1252(_ bytes: some Sequence<UInt8>) -> String {
    String(String.UnicodeScalarView(bytes.map(scalar)))
  }

  /// Decodes text of an encoding that is not known here: ASCII stays, and each other byte becomes U+FFFD.
  package static func ascii(_ bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { $0 < 0x80 ? Unicode.Scalar($0) : "\u{FFFD}" }))
  }

  private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    0x80...0x9F ~= byte ? Unicode.Scalar(upper[Int(byte - 0x80)]) ?? "\u{FFFD}" : Unicode.Scalar(byte)
  }

  /// The characters from 0x80 to 0x9F.
  private static let upper: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]

  private static let ofLatin9: [UInt8: Unicode.Scalar] = [
    0xA4: "\u{20AC}", 0xA6: "\u{160}", 0xA8: "\u{161}", 0xB4: "\u{17D}", 0xB8: "\u{17E}", 0xBC: "\u{152}",
    0xBD: "\u{153}", 0xBE: "\u{178}",
  ]
}
