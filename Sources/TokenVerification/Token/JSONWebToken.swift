import JSON
import TextCoding

/// A signed token of the compact form, read but not verified (RFC 7515 section 3.1, RFC 7519).
struct JSONWebToken: Sendable {
  let header: JSONObject
  let claims: JSONObject
  let signature: [UInt8]
  /// The bytes that the signature is for.
  let signedBytes: [UInt8]

  /// The longest token, in bytes.
  static let maximumLength = 16 << 10

  /// Reads a token; only the canonical spelling counts, so that each token has one.
  init(_ token: some StringProtocol) throws(TokenFault) {
    let bytes = Array(token.utf8)
    guard bytes.count <= Self.maximumLength else { throw .size }
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
      let signature = Base64.bytes(canonical: parts[2], .url), !signature.isEmpty
    else { throw .form }
    self.header = header
    self.claims = claims
    self.signature = signature
    signedBytes = Array(bytes.prefix(parts[0].count + 1 + parts[1].count))
  }

  /// Whether a text has the shape of a token with a header, and so is not opaque.
  static func isShape(of token: some StringProtocol) -> Bool {
    let bytes = token.utf8
    guard bytes.count(where: { $0 == UInt8(ascii: ".") }) == 2,
      let end = bytes.firstIndex(of: UInt8(ascii: "."))
    else { return false }
    return object(Array(bytes[..<end])[...])?["alg"] != nil
  }

  private static func object(_ part: ArraySlice<UInt8>) -> JSONObject? {
    guard part.count <= maximumLength, let bytes = Base64.bytes(canonical: part, .url) else { return nil }
    return (try? JSONParser.parse(bytes, options: .init(maximumDepth: 16, rejectsDuplicateNames: true)))?.object
  }
}
