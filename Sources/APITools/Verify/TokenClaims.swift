import JSON

/// Claims that a signed token makes of itself (RFC 7519), unverified.
struct TokenClaims {
  private let claims: JSONValue

  /// Reads a token; `nil` if it is none of that form.
  init?(_ token: String) {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.bytes(parts[1]), let value = try? JSONParser.parse(bytes) else {
      return nil
    }
    claims = value
  }

  /// The time of expiry in seconds since 1970 (section 4.1.4).
  var end: Double? { claims["exp"]?.number.flatMap { Double($0.text) } }

  /// The issuer and the subject, which is unique there (sections 4.1.1 and 4.1.2).
  var subject: String? {
    guard let subject = claims["sub"]?.string, !subject.isEmpty else { return nil }
    let issuer = claims["iss"]?.string ?? ""
    // The length keeps issuer and subject apart, whatever is in them.
    return "\(issuer.utf8.count)\n\(issuer)\n\(subject)"
  }
}
