import Redaction

/// The expiry of tokens, as far as they state it themselves.
package enum TokenExpiry {
  /// The tolerated difference between clocks, in seconds: in doubt, the backend decides.
  private static let tolerance = 60

  /// Whether a credential states that it has expired (RFC 7519 section 4.1.4).
  ///
  /// - Parameters:
  ///   - token: A credential of any form.
  ///   - time: The current time, in seconds after 1970 began.
  /// - Returns: `false` also if it states no expiry.
  static func hasEnded(_ token: KnownSecret, at time: Int) -> Bool {
    guard let end = token.claims?.end else { return false }
    return end <= Double(time - tolerance)
  }

  /// The expiry that a credential states, in seconds after 1970 began; `nil` if it states none.
  package static func end(of token: String) -> Double? { TokenClaims(token)?.end }
}

extension Credential {
  /// The end that a credential states itself, in seconds after 1970 began; `nil` if it states none.
  package var end: Double? {
    switch self {
    case .basic: nil
    case .bearer(let secret), .key(let secret): TokenExpiry.end(of: secret.text)
    }
  }
}
