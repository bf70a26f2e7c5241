import Crypto
import TextCoding

/// The secret that binds an authorization code to the one who asked for it (PKCE, RFC 7636).
struct CodeVerifier: Sendable {
  /// The verifier: 43 characters of 256 random bits (section 4.1).
  let text: String

  init(text: String = RandomText.make()) { self.text = text }

  /// The challenge by the method S256 (section 4.2).
  var challenge: String { Base64.text(Array(SHA256.hash(data: Array(text.utf8))), .url) }
}

/// An authorization code, which is used once (RFC 6749 section 4.1.2).
package struct AuthorizationCode: Sendable, CustomStringConvertible {
  let secret: String

  package var description: String { "[redacted]" }
}
