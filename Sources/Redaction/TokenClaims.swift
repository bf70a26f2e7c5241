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

  /// The person in words, by the claims of OpenID Connect Core section 5.1, or by those of an object `user`.
  ///
  /// A display of the claim of a token whose signature nobody has checked: never an identity.
  package var person: String? {
    let user = claims["user"] ?? claims
    func text(_ name: String) -> String? {
      guard let text = user[name]?.string ?? claims[name]?.string, !text.isEmpty, text.utf8.count <= 200 else {
        return nil
      }
      return text
    }
    let name = text("name") ?? text("preferred_username") ?? text("username")
    let email = text("email").map { name == nil || name == $0 ? $0 : "<\($0)>" }
    let words = name == nil ? [email] : name == text("email") ? [name] : [name, email]
    let known = words.compactMap(\.self)
    guard !known.isEmpty else { return text("sub") }
    return known.joined(separator: " ") + (text("organization_name").map { ", \($0)" } ?? "")
  }

  /// The issuer and the subject, which is unique for its issuer (sections 4.1.1 and 4.1.2).
  package var subject: String? {
    guard let subject = claims["sub"]?.string, !subject.isEmpty else { return nil }
    let issuer = claims["iss"]?.string ?? ""
    // The length keeps issuer and subject apart, whatever characters they contain.
    return "\(issuer.utf8.count)\n\(issuer)\n\(subject)"
  }
}
