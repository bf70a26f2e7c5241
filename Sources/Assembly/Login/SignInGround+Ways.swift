import Settings
package import SignIn

extension SignInGround {
  /// Takes a session that was pasted, once the backend has accepted it; nothing is stored.
  package func pasted(_ text: String) async throws(SignInError) -> StoredSession {
    if let distrust = setup.distrust { throw distrust }
    guard setup.configuration.backend != nil else {
      throw SignInError(
        .configuration,
        "This API makes no sessions that could be pasted: no overlay has x-mcp.login. Configure its token with "
          + "--token-file instead."
      )
    }
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
