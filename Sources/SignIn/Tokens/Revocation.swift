extension TokenEndpoint {
  /// Revokes a token, and with it the grant that it belongs to (RFC 7009 section 2).
  ///
  /// - Returns: Whether the provider was told; `false` if it has no endpoint for it.
  /// - Throws: If the provider could not be told.
  package func revoke(_ token: TokenText, hint: String) async throws(SignInError) -> Bool {
    guard let url = provider.revocationEndpoint else { return false }
    let form = FormBody([("token", token.secret), ("token_type_hint", hint)])
    let request = client.request(form, to: url)
    let response: SignInResponse
    do throws(SignInTransportError) {
      response = try await transport.send(request)
    } catch {
      throw SignInError(.unavailable, "The provider was not told. \(error.sentence)")
    }
    // An invalid token counts as revoked, with status 200 (section 2.2).
    guard response.status == 200 else {
      throw SignInError(.unavailable, "\(url.authority) did not revoke the sign-in: HTTP \(response.status).")
    }
    return true
  }
}
