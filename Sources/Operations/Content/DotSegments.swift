/// Finds the segments `.` and `..` in a path, by which servers and proxies leave the folder of an API.
enum DotSegments {
  /// Whether any decoder on the way may see a dot segment, however often it is encoded and whichever characters are
  /// dropped.
  ///
  /// Backslashes separate as slashes do. Behind `..` some servers drop the text after `;`, others control characters
  /// and spaces; and some take full-width and other forms of dots and slashes for those of ASCII. The time is linear in
  /// the text.
  static func arePresent(in path: String) -> Bool {
    guard path.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%") || $0 >= 0x80 }) else {
      return false
    }
    let bytes = inASCII(PercentEncoding.whollyDecoded(path))
    return bytes.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
      .contains(where: isDots)
  }

  /// The bytes with the forms of dots and slashes that normalisation (NFKC) or a conversion to an 8-bit encoding turns
  /// into those of ASCII.
  private static func inASCII(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 == 0xE2 || $0 == 0xEF }) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      guard bytes[position] >= 0xE2, position + 2 < bytes.count,
        let form = forms[UInt32(bytes[position]) << 16 | UInt32(bytes[position + 1]) << 8 | UInt32(bytes[position + 2])]
      else {
        result.append(bytes[position])
        position += 1
        continue
      }
      result += form
      position += 3
    }
    return result
  }

  /// The character that a lookalike stands for, by the lookalike's three bytes in UTF-8.
  private static let forms: [UInt32: [UInt8]] = {
    let forms: KeyValuePairs<Unicode.Scalar, String> = [
      "\u{FF0E}": ".", "\u{FE52}": ".", "\u{2024}": ".", "\u{2025}": "..", "\u{FF0F}": "/", "\u{2044}": "/",
      "\u{2215}": "/", "\u{FF3C}": "\\", "\u{FE68}": "\\", "\u{2216}": "\\",
    ]
    return Dictionary(
      uniqueKeysWithValues: forms.map { form, text in
        (String(form).utf8.reduce(0) { $0 << 8 | UInt32($1) }, Array(text.utf8))
      }
    )
  }()

  private static func isDots(_ segment: ArraySlice<UInt8>) -> Bool {
    let dots = segment.prefix { $0 == UInt8(ascii: ".") }.count
    switch dots {
    case 1: return segment.count == 1
    case 2: return segment.dropFirst(2).prefix { !";?#".utf8.contains($0) }.allSatisfy { $0 <= 0x20 || $0 == 0x7F }
    default: return false
    }
  }
}
