/// Finds the segments `.` and `..` in a path, by which servers and proxies leave the folder of an API.
enum DotSegments {
  /// Whether any decoder on the way may see a dot segment, however often it is encoded and whichever characters are
  /// dropped.
  ///
  /// Backslashes separate as slashes do. Behind `..` some servers drop the text after `;`, others control characters
  /// and spaces. The time is linear in the text.
  static func arePresent(in path: String) -> Bool {
    guard path.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%") || $0 >= 0x80 }) else {
      return false
    }
    let bytes = PercentEncoding.whollyDecoded(path)
    return bytes.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
      .contains(where: isDots)
  }

  private static func isDots(_ segment: ArraySlice<UInt8>) -> Bool {
    let dots = segment.prefix { $0 == UInt8(ascii: ".") }.count
    switch dots {
    case 1: return segment.count == 1
    case 2: return segment.dropFirst(2).prefix { !";?#".utf8.contains($0) }.allSatisfy { $0 <= 0x20 || $0 == 0x7F }
    default: return false
    }
  }
}
