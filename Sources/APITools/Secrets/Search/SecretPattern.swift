/// One form of a secret as it is compared, with the parts of it that count as the secret, too.
struct SecretPattern: Sendable, Hashable {
  /// The least length of a part, in characters.
  static let minimumLength = 8

  /// Folded, so that a text has to be folded, too.
  let bytes: [UInt8]
  /// The shortest beginning and the shortest end that give the secret away; all of it if no part does.
  let leastBeginning: Int
  let leastEnd: Int

  /// Makes the pattern of a form of a secret, which was compacted.
  ///
  /// A part counts if it has half of the characters, at least eight, and more than one kind of them.
  ///
  /// - Parameters:
  ///   - compact: The bytes of the form.
  ///   - length: The characters of the secret, of which a form may have fewer.
  init(_ compact: [UInt8], of length: Int) {
    let bytes = compact.map { Folding.bytes[Int($0)] }
    self.bytes = bytes
    // Where each character begins; marks belong to the one before them.
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
