/// A token that no message, log or description shows.
package struct TokenText: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The token itself, for requests and the store only.
  package let secret: String

  /// The longest token that is taken, in bytes: more does not fit into one header line of common servers.
  package static let maximumLength = 8 << 10

  /// Takes a token; `nil` if it is empty, too long, or has characters that no token has (RFC 6749 appendix A.12).
  package init?(_ text: String) {
    guard 1...Self.maximumLength ~= text.utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
    secret = text
  }

  package var description: String { "[redacted]" }
  package var debugDescription: String { "[redacted]" }
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// The claims of a signed token about itself; `nil` for opaque ones.
  package var claims: TokenPayload? { TokenPayload(secret) }
}
