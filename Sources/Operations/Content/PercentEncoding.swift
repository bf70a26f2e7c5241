import TextCoding

/// Encodes text for URLs so that it cannot change their structure (RFC 3986 section 2).
package enum PercentEncoding {
  /// Appends a text with everything but the unreserved characters percent-encoded.
  ///
  /// - Parameters:
  ///   - text: The text, whose UTF-8 bytes are encoded.
  ///   - url: The URL to append to.
  ///   - keepsReserved: Whether reserved characters and percent-encoded triples stay as they are (`allowReserved` of
  ///     OpenAPI).
  static func append(_ text: String, to url: inout String, keepsReserved: Bool = false) {
    if text.utf8.allSatisfy(isUnreserved) {
      url += text
      return
    }
    let bytes = Array(text.utf8)
    for (position, byte) in bytes.enumerated() {
      let stays = isUnreserved(byte) || keepsReserved && (isReserved(byte) || isTriple(bytes[position...]))
      append(byte, to: &url, encoded: !stays)
    }
  }

  private static func append(_ byte: UInt8, to url: inout String, encoded: Bool) {
    guard encoded else { return url.unicodeScalars.append(Unicode.Scalar(byte)) }
    url.unicodeScalars.append("%")
    url.unicodeScalars.append(digits[Int(byte >> 4)])
    url.unicodeScalars.append(digits[Int(byte & 15)])
  }

  /// The text with everything but the unreserved characters percent-encoded.
  package static func encoded(_ text: String, keepsReserved: Bool = false) -> String {
    var url = ""
    append(text, to: &url, keepsReserved: keepsReserved)
    return url
  }

  /// Encodes the literal text of a path; path characters and percent-encoded triples stay as they are.
  static func encodedPath(_ text: some StringProtocol) -> String { encoded(text, keeping: "/!$&'()*+,;=:@") }

  /// Encodes the literal text of a query (RFC 3986 section 3.4) in the same way.
  static func encodedQuery(_ text: some StringProtocol) -> String { encoded(text, keeping: "/?!$&'()*+,;=:@") }

  /// Encodes only the bytes beyond ASCII: each character as its UTF-8 bytes (RFC 3987 section 3.1).
  static func encodedBeyondASCII(_ text: some StringProtocol) -> String {
    var url = ""
    for byte in text.utf8 { append(byte, to: &url, encoded: byte >= 0x80) }
    return url
  }

  private static func encoded(_ text: some StringProtocol, keeping kept: String) -> String {
    let bytes = Array(text.utf8)
    var url = ""
    for (position, byte) in bytes.enumerated() {
      let stays = isUnreserved(byte) || kept.utf8.contains(byte) || isTriple(bytes[position...])
      append(byte, to: &url, encoded: !stays)
    }
    return url
  }

  /// Decodes the triples of a text once; malformed ones stay.
  package static func decoded(_ text: String) -> String {
    String(decoding: PercentCoding.decode(text.utf8, malformed: .kept) ?? [], as: UTF8.self)
  }

  /// Decodes triples repeatedly until none is left, including `%uXXXX` and overlong UTF-8, which some servers read as
  /// ASCII.
  ///
  /// A decoded byte may complete a triple that ends with it, so only the end of the bytes so far has to be checked: the
  /// time is linear.
  static func whollyDecoded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      bytes.append(byte)
      while reduce(&bytes) {}
    }
    return bytes
  }

  /// Decodes an escape at the end of the bytes; returns whether there was one.
  private static func reduce(_ bytes: inout [UInt8]) -> Bool {
    if isTriple(bytes.suffix(3)), let value = value(of: bytes.suffix(2)) {
      bytes.replaceSubrange((bytes.count - 3)..., with: [UInt8(value)])
      return true
    }
    if bytes.count >= 6, bytes.suffix(6).first == UInt8(ascii: "%"),
      bytes[bytes.count - 5] | 0x20 == UInt8(ascii: "u"),
      let value = value(of: bytes.suffix(4)), let byte = UInt8(exactly: value), byte < 0x80
    {
      bytes.replaceSubrange((bytes.count - 6)..., with: [byte])
      return true
    }
    // Two bytes for a character that needs one (RFC 3629 section 10).
    if let last = bytes.last, 0x80...0xBF ~= last, bytes.count >= 2, 0xC0...0xC1 ~= bytes[bytes.count - 2] {
      let byte = (bytes[bytes.count - 2] & 1) << 6 | last & 0x3F
      bytes.replaceSubrange((bytes.count - 2)..., with: [byte])
      return true
    }
    return false
  }

  /// The number of hexadecimal digits; `nil` if they are not hexadecimal.
  private static func value(of digits: ArraySlice<UInt8>) -> UInt16? {
    guard digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else { return nil }
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private static let digits = Array("0123456789ABCDEF".unicodeScalars)

  /// Whether a byte is unreserved (RFC 3986 section 2.3).
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// Whether a byte is reserved (RFC 3986 section 2.2) and cannot end a value.
  ///
  /// `#` ends the query, `&` the pair, and `+` is read as a space (OpenAPI 3.1.1, appendix E).
  private static func isReserved(_ byte: UInt8) -> Bool { ":/?[]@!$'()*,;=".utf8.contains(byte) }

  private static func isTriple(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 3, bytes.first == UInt8(ascii: "%") else { return false }
    return bytes.dropFirst().prefix(2).allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit }
  }
}
