import PercentCoding

/// Writes text into a URL so that it stays text (RFC 3986 section 2).
package enum PercentEncoding {
  /// Appends a text in which everything but the unreserved characters is percent-encoded.
  ///
  /// - Parameters:
  ///   - text: The text, whose UTF-8 bytes are encoded.
  ///   - url: What it is appended to.
  ///   - keepsReserved: Whether the reserved characters stay as they are (`allowReserved` of OpenAPI), percent-encoded
  ///     triples too.
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

  /// A text in which everything but the unreserved characters is percent-encoded.
  package static func encoded(_ text: String, keepsReserved: Bool = false) -> String {
    var url = ""
    append(text, to: &url, keepsReserved: keepsReserved)
    return url
  }

  /// Encodes the literal text of a path: a path's own characters and triples stay, everything else is encoded.
  static func encodedPath(_ text: some StringProtocol) -> String { encoded(text, keeping: "/!$&'()*+,;=:@") }

  /// Encodes the literal text of a query (RFC 3986 section 3.4) in the same way.
  static func encodedQuery(_ text: some StringProtocol) -> String { encoded(text, keeping: "/?!$&'()*+,;=:@") }

  /// Encodes the bytes beyond ASCII, each character as its UTF-8 bytes (RFC 3987 section 3.1).
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

  /// Decodes the triples of a text once; what is no triple stays.
  static func decoded(_ text: String) -> String {
    String(decoding: PercentCoding.decode(text.utf8, malformed: .kept) ?? [], as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".unicodeScalars)

  /// RFC 3986 section 2.3.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// RFC 3986 section 2.2, without what would end a value: `#` ends the query, `&` the pair, and `+` is read as a space
  /// (OpenAPI 3.1.1, appendix E).
  private static func isReserved(_ byte: UInt8) -> Bool { ":/?[]@!$'()*,;=".utf8.contains(byte) }

  private static func isTriple(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 3, bytes.first == UInt8(ascii: "%") else { return false }
    return bytes.dropFirst().prefix(2).allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit }
  }
}
