/// Verifies the signature of an ID token by its provider's keys; the program gives the implementation.
package protocol IdentityVerification: Sendable {
  /// Verifies a token whose claims were checked before.
  ///
  /// - Throws: If the signature is not the provider's, or its keys cannot be had.
  func verify(_ token: String, of issuer: String) async throws(SignInError)
}

extension TokenEndpoint {
  /// Checks the ID token of a sign-in, its signature included.
  ///
  /// - Returns: The person; `nil` if there is no ID token and none is required.
  /// - Throws: The rule that the ID token breaks.
  func signedIdentity(
    of response: TokenResponse,
    nonce: String?,
    isRequired: Bool
  ) async throws(SignInError) -> Identity? {
    let identity = try identity(of: response, nonce: nonce, isRequired: isRequired)
    if let text = response.idToken, let issuer = provider.issuer { try await identities?.verify(text, of: issuer) }
    return identity
  }
}
