import JSON
import TextCoding

/// The claims of a signed token (RFC 7519), read without its signature: for expiry and for telling kinds apart.
package struct TokenPayload: Sendable {
  /// The algorithm of the signature, as the token itself names it (RFC 7515 section 4.1.1).
  package let algorithm: String
  private let claims: JSONObject

  private static let maximumLength = 64 << 10

  /// Reads a token in the compact form (RFC 7515 section 3.1); `nil` for texts of another form.
  package init?(_ token: String) {
    guard token.utf8.count <= Self.maximumLength else { return nil }
    let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let algorithm = Self.object(parts[0])?["alg"]?.string, let claims = Self.object(parts[1])
    else { return nil }
    self.algorithm = algorithm
    self.claims = claims
  }

  private static func object(_ part: Substring.UTF8View) -> JSONObject? {
    guard let bytes = Base64.bytes(canonical: part, .url) else { return nil }
    return (try? JSONParser.parse(bytes, options: .init(maximumDepth: 32, rejectsDuplicateNames: true)))?.object
  }

  subscript(name: String) -> JSONValue? { claims[name] }

  /// The end of its life (RFC 7519 section 4.1.4).
  package var expires: Moment? { time("exp") }
  /// The begin of its life (section 4.1.6).
  package var issued: Moment? { time("iat") }

  /// The audiences, which are one string or several (section 4.1.3).
  package var audiences: [String] {
    if let one = claims["aud"]?.string { return [one] }
    return claims["aud"]?.array?.compactMap(\.string) ?? []
  }

  /// The end of its life by the clock of this machine, if it was issued just now.
  ///
  /// The clock of the issuer may differ: only the length of the life is taken from it.
  func expires(receivedAt now: Moment) -> Moment? {
    guard let expires else { return nil }
    return issued.map { now + (expires - $0) } ?? expires
  }

  private func time(_ name: String) -> Moment? { claims[name]?.number.flatMap { Moment(seconds: $0.double) } }
}
