import Settings
package import SignIn
import TokenVerification

extension SignInGround {
  /// The provider's token endpoint, for a client that is registered for a flow.
  ///
  /// - Throws: The setting that is missing, or the reason why the provider cannot be used now.
  package func endpoint(_ client: String?) async throws(SignInError) -> TokenEndpoint {
    guard let issuer = setup.configuration.issuer else {
      throw SignInError(.configuration, "There is no --login-issuer to sign in at.")
    }
    guard let client else { throw SignInError(.configuration, "There is no --login-client-id for this flow.") }
    let provider = try await ProviderDiscovery(transport).provider(of: issuer)
    return TokenEndpoint(
      provider,
      client: OAuthClient(id: client),
      transport: transport,
      identities: IdentityKeys(transport)
    )
  }

  /// Takes a session that was pasted, once the backend has accepted it; nothing is stored.
  package func pasted(_ text: String) async throws(SignInError) -> StoredSession {
    let pasted = try PastedToken(text, at: SignInTime.system.now())
    try await check(pasted)
    return StoredSession(pasted, audience: audience)
  }

  /// Refuses a session of another account than the one that the settings name.
  package func checkAccount(of session: StoredSession) throws(SignInError) {
    guard let account = setup.settings.account, !session.account.isNamed(account) else { return }
    throw SignInError(
      .configuration,
      "The session is of \(session.account.label), not of \(account): nothing was stored."
    )
  }

  /// Asks the backend who is signed in: a session that it refuses is not stored.
  private func check(_ pasted: PastedToken) async throws(SignInError) {
    guard let path = accountPath else { return }
    guard let url = ServiceURL(audience + path) else {
      throw SignInError(.configuration, "A session goes to an API on https or on this machine only.")
    }
    var request = SignInRequest(.backend, "GET", url)
    request.fields.append(("Authorization", "Bearer \(pasted.access.token.secret)"))
    let response: SignInResponse
    do throws(SignInTransportError) { response = try await transport.send(request) } catch {
      throw SignInError(.unavailable, "The session could not be tried, and was not stored. \(error.sentence)")
    }
    guard 200..<300 ~= response.status else {
      throw SignInError(
        .refused(code: nil),
        "\(url.authority) did not accept the session (HTTP \(response.status)), so it was not stored. Copy it again: "
          + PastedToken.advice
      )
    }
  }
}
