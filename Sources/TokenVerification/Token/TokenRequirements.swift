import TextCoding

/// The requirements of a server on the access tokens that it accepts.
package struct TokenRequirements: Sendable {
  /// The issuer, compared exactly.
  package let issuer: String
  /// The audiences, one of which a token must have, in their canonical form.
  let audiences: Set<String>
  /// The algorithms of signatures.
  package var algorithms = Set(SignatureAlgorithm.allCases)
  /// Whether tokens without a type, or of the type `JWT`, are accepted if they look like access tokens.
  package var acceptsUntyped = false
  /// The claim with the scopes: a text with spaces between them, or an array of texts.
  package var scopeClaim = "scope"
  /// The claim with the client's id.
  package var clientClaim = "client_id"

  /// The difference between clocks that is tolerated, in seconds.
  static let skew = 60.0
  /// The longest life of a token, in seconds.
  static let maximumLifetime = 86_400.0

  /// Makes requirements; each audience may be a URL or another name.
  package init(issuer: String, audiences: [String]) {
    self.issuer = issuer
    self.audiences = Set(audiences.map(ResourceIdentifier.canonical))
  }
}

/// Identifiers of protected resources (RFC 8707 section 2).
package enum ResourceIdentifier {
  /// The form in which identifiers are compared: scheme and host in lower case, no slash at the end (AUTH-15).
  package static func canonical(_ text: String) -> String {
    guard let mark = text.firstRange(of: "://") else { return text }
    let end = text[mark.upperBound...].firstIndex { "/?#".contains($0) } ?? text.endIndex
    let rest = text[end...]
    // Of ASCII only: other letters are no part of a host, and must not become one.
    let start = String(decoding: text[..<end].utf8.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }, as: UTF8.self)
    return start + (rest.hasSuffix("/") ? rest.dropLast() : rest)
  }
}
