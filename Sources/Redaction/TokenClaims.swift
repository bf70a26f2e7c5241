import JSON
import TextCoding

/// The claims of a signed token about itself (RFC 7519), unverified.
package struct TokenClaims: Sendable {
  private let claims: JSONValue

  /// Parses a token; `nil` for texts of another form.
  package init?(_ token: String) {
    let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.bytes(lenient: Substring(parts[1])),
      let value = try? JSONParser.parse(bytes)
    else { return nil }
    claims = value
  }

  /// The time of expiry, in seconds after 1970 began (section 4.1.4).
  package var end: Double? { claims["exp"]?.number.flatMap { Double($0.text) } }

  /// The issuer and the subject, which is unique for its issuer (sections 4.1.1 and 4.1.2).
  package var subject: String? {
    guard let subject = claims["sub"]?.string, !subject.isEmpty else { return nil }
    let issuer = claims["iss"]?.string ?? ""
    // The length keeps issuer and subject apart, whatever characters they contain.
    return "\(issuer.utf8.count)\n\(issuer)\n\(subject)"
  }
}
