/// Percent-decoding (RFC 3986 section 2.1), the only one in the program: an escape is `%` and two hexadecimal digits.
package enum PercentCoding {
  /// The treatment of a percent sign without two digits.
  package enum Malformed: Sendable {
    case kept
    /// The whole text is refused.
    case refused
  }

  /// Decodes the escapes of a text once.
  ///
  /// - Parameters:
  ///   - text: The bytes of a text.
  ///   - malformed: The treatment of a percent sign that begins no escape.
  ///   - plusIsSpace: Whether `+` is a space, as in forms (URL standard, section 5.1).
  /// - Returns: The bytes; `nil` if an escape is malformed and that is refused.
  package static func decode(
    _ text: some Sequence<UInt8>,
    malformed: Malformed,
    plusIsSpace: Bool = false
  ) -> [UInt8]? {
    let text = Array(text)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      guard byte == UInt8(ascii: "%") else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
        continue
      }
      if index + 1 < text.count, let value = HexDigit.byte(text[index], text[index + 1]) {
        bytes.append(value)
        index += 2
      } else if malformed == .kept {
        bytes.append(byte)
      } else {
        return nil
      }
    }
    return bytes
  }
}
