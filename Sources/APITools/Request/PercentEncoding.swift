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
      if isUnreserved(byte) || keepsReserved && (isReserved(byte) || isTriple(bytes[position...])) {
        url.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        url.unicodeScalars.append("%")
        url.unicodeScalars.append(digits[Int(byte >> 4)])
        url.unicodeScalars.append(digits[Int(byte & 15)])
      }
    }
  }

  /// A text in which everything but the unreserved characters is percent-encoded.
  package static func encoded(_ text: String, keepsReserved: Bool = false) -> String {
    var url = ""
    append(text, to: &url, keepsReserved: keepsReserved)
    return url
  }

  /// Encodes the literal text of a path: what a path may hold stays, everything else is encoded.
  static func encodedPath(_ text: some StringProtocol) -> String {
    var path = ""
    for (position, byte) in text.utf8.enumerated() {
      let isTriple = byte == UInt8(ascii: "%") && isTriple(Array(text.utf8.dropFirst(position).prefix(3))[...])
      if isUnreserved(byte) || isTriple || "/!$&'()*+,;=:@".utf8.contains(byte) {
        path.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        append(String(decoding: [byte], as: UTF8.self), to: &path)
      }
    }
    return path
  }

  /// Decodes the triples of a text once; what is no triple stays.
  static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      if isTriple(rest), let value = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
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
