/// When a token ends, as far as it says so itself.
package enum TokenExpiry {
  /// Clocks differ by so many seconds: who is in doubt has the backend decide.
  private static let tolerance = 60

  /// Whether a credential says of itself that it has ended (RFC 7519 section 4.1.4).
  ///
  /// - Parameters:
  ///   - token: A credential of whatever form.
  ///   - time: Now, in seconds after 1970 began.
  /// - Returns: `false` also if it says nothing.
  static func hasEnded(_ token: String, at time: Int) -> Bool {
    guard let end = end(of: token) else { return false }
    return end <= Double(time - tolerance)
  }

  /// When a credential says that it ends, in seconds after 1970 began; `nil` if it says nothing.
  package static func end(of token: String) -> Double? { TokenClaims(token)?.end }
}
