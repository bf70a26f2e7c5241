/// An encoding of text other than UTF-8, by its name in a `charset` (the Encoding standard of WHATWG knows more).
enum TextEncoding {
  /// ISO 8859-1, which is read as its superset everywhere.
  case windows1252
  case utf16LittleEndian
  case utf16BigEndian

  init?(_ charset: String) {
    switch charset {
    case "iso-8859-1", "iso8859-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii": self = .windows1252
    case "utf-16le": self = .utf16LittleEndian
    case "utf-16", "utf-16be": self = .utf16BigEndian
    default: return nil
    }
  }

  func text(_ bytes: [UInt8]) -> String {
    switch self {
    case .windows1252: return String(String.UnicodeScalarView(bytes.map(Self.scalar)))
    case .utf16LittleEndian, .utf16BigEndian:
      var bytes = bytes[...]
      var isLittle = self == .utf16LittleEndian
      // A mark at the beginning knows better than the name.
      if bytes.starts(with: [0xFF, 0xFE]) { (isLittle, bytes) = (true, bytes.dropFirst(2)) }
      if bytes.starts(with: [0xFE, 0xFF]) { (isLittle, bytes) = (false, bytes.dropFirst(2)) }
      let (high, low) = isLittle ? (1, 0) : (0, 1)
      let start = bytes.startIndex
      var units: [UInt16] = []
      for position in stride(from: start, to: bytes.endIndex - 1, by: 2) {
        units.append(UInt16(bytes[position + high]) << 8 | UInt16(bytes[position + low]))
      }
      return String(decoding: units, as: UTF16.self)
    }
  }

  private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    0x80...0x9F ~= byte ? Unicode.Scalar(upper[Int(byte - 0x80)]) ?? "\u{FFFD}" : Unicode.Scalar(byte)
  }

  /// What stands from 0x80 to 0x9F.
  private static let upper: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}
