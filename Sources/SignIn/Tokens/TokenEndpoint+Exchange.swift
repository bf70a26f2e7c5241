extension TokenEndpoint {
  private static let accessToken = "urn:ietf:params:oauth:token-type:access_token"

  /// Exchanges the access token of a caller for one of this client's own, for the same person (RFC 8693 section 2).
  ///
  /// - Parameters:
  ///   - token: The caller's access token, which goes to the provider that has issued it and to nobody else.
  ///   - scopes: The scopes to ask for.
  /// - Returns: The tokens; without an identity, which the API's own session names.
  /// - Throws: If the provider refuses or is out of order.
  package func exchange(_ token: TokenText, scopes: [String]) async throws(SignInError) -> SignInGrant {
    let form = FormBody([
      ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", token.secret),
      ("subject_token_type", Self.accessToken), ("scope", scopes.isEmpty ? nil : scopes.joined(separator: " ")),
    ])
    return SignInGrant(try await tokens(form, secrets: [token.secret]), identity: nil, scopes: scopes)
  }
}
