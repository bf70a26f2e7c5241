/// One form of a secret, folded for comparison, with the lengths from which a part of it counts as the secret, too.
struct SecretPattern: Sendable, Hashable {
  /// The least length of a part, in characters.
  static let minimumLength = 8

  /// The folded bytes of the form, to be compared with folded text.
  let bytes: [UInt8]
  /// The lengths of the shortest beginning and end that reveal the secret, in bytes; the whole length if no part does.
  let leastBeginning: Int
  let leastEnd: Int

  /// Makes the pattern of a compacted form of a secret.
  ///
  /// A part counts if it has half of the characters, at least eight, and more than one kind of them.
  ///
  /// - Parameters:
  ///   - compact: The bytes of the form.
  ///   - length: The characters of the secret, of which a form may have fewer.
  init(_ compact: [UInt8], of length: Int) {
    let bytes = compact.map { Folding.bytes[Int($0)] }
    self.bytes = bytes
    // The starts of characters; combining marks belong to the character before them.
    let starts = bytes.indices.filter { Self.beginsCharacter(bytes, $0) }
    let least = max(Self.minimumLength, (max(starts.count, length) + 1) / 2)
    guard starts.count > least else {
      (leastBeginning, leastEnd) = (bytes.count, bytes.count)
      return
    }
    let first = Self.kind(bytes[0])
    let last = Self.kind(bytes[bytes.count - 1])
    let otherBehind = bytes.firstIndex { Self.kind($0) != first }
    let otherBefore = bytes.lastIndex { Self.kind($0) != last }
    leastBeginning = otherBehind.map { max(starts[least], $0 + 1) } ?? bytes.count
    leastEnd = otherBefore.map { max(bytes.count - starts[starts.count - least], bytes.count - $0) } ?? bytes.count
  }

  private enum Kind { case letter, digit, other }

  private static func kind(_ byte: UInt8) -> Kind {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    default: .other
    }
  }

  private static func beginsCharacter(_ bytes: [UInt8], _ position: Int) -> Bool {
    let byte = bytes[position]
    if byte & 0xC0 == 0x80 { return false }
    // U+0300 to U+036F.
    guard byte == 0xCC || byte == 0xCD, position + 1 < bytes.count else { return true }
    return byte == 0xCD && bytes[position + 1] >= 0xB0
  }
}
