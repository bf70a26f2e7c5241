/// Removes differences, other than letter case, between texts that look alike to a person.
enum Look {
  /// The bytes without line breaks, zeros, accents and invisible characters, in half width; `nil` if nothing changes.
  static func plain(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.contains(where: { $0 >= 0x80 || $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0, 0x0A, 0x0D, 0xAD, 0x300...0x36F, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF: break
      case 0xC9, 0xE9: result.append(UInt8(ascii: "e"))
      case 0xDC, 0xFC: result.append(UInt8(ascii: "u"))
      case 0xFF01...0xFF5E: result.append(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0))
      case 0..<0x80: result.append(UInt8(truncatingIfNeeded: scalar.value))
      default: result += String(scalar).utf8
      }
    }
    return result
  }
}
