/// The backend's knowledge about sessions: all that is not in their tokens.
struct SessionState: Sendable {
  /// Signs tokens.
  var signer: SessionSigner
  /// The second in which a refresh token was consumed first, by its mark; kept until the token's own expiry.
  var consumedAt = ExpiringTable<Int>(capacity: 100_000)
  /// Session tokens after logout, by their mark.
  var loggedOut = ExpiringTable<Bool>(capacity: 10_000)
  /// The second in which all refresh tokens of an account died: those of that second and of all before.
  var burnedAt: [Account: Int] = [:]

  /// The time in which a consumed refresh token is accepted again, in whole seconds.
  static let grace = 30
}

/// An authenticated session.
struct BackendSession {
  /// The account; `nil` for a session without an identity.
  let account: Account?
  /// The result of the backend's checks.
  let standing: Identity.Standing
  /// The token.
  let token: String
}
