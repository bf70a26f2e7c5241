import JSON

extension SignInCompletion {
  /// The time within which the provider must name the person: the sign-in goes on without a name.
  private static let patience = Duration.seconds(10)

  /// The person as the provider's userinfo endpoint names them (OpenID Connect Core 1.0 section 5.3).
  ///
  /// - Parameter grant: The tokens of the sign-in, whose ID token may have named nobody.
  /// - Returns: The person; the one of the ID token if the endpoint names nobody.
  /// - Throws: If it names another person than the ID token (section 5.3.2).
  func account(of grant: SignInGrant) async throws(SignInError) -> SessionAccount {
    let known = SessionAccount(grant.identity)
    guard known.name == nil, let url = provider.userInfoEndpoint else { return known }
    var request = SignInRequest(.provider, "GET", url)
    request.fields.append(("Authorization", "Bearer \(grant.access.token.secret)"))
    request.timeout = Self.patience
    // Without the scope for it, or with a token for another audience, it answers nothing.
    guard case .success(let object) = await ServiceReply.of(request, transport, secrets: [grant.access.token.secret]),
      let subject = object["sub"]?.string
    else { return known }
    guard known.subject == nil || known.subject == subject else {
      throw SignInError(
        .untrusted,
        "\(url.authority) names another person than the ID token of the sign-in: nothing was stored."
      )
    }
    var user = JSONObject()
    for (name, member) in [("name", "name"), ("preferred_username", "username"), ("email", "email")] {
      user.append(member, ifPresent: object[name]?.string.map(JSONValue.string))
    }
    return SessionAccount(user, subject: subject)
  }
}
