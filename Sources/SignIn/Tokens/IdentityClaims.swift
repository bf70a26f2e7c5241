import JSON

/// The person who signed in, as an ID token names them.
package struct Identity: Sendable, Hashable {
  /// The subject, unique for its issuer (OpenID Connect Core 1.0 section 2).
  package let subject: String
  /// The name to show; `nil` if the token has none.
  package let name: String?
}

extension TokenEndpoint {
  /// The tolerance for clocks that differ.
  private static let leeway = Duration.seconds(300)

  /// Checks the ID token of a response.
  ///
  /// Its signature is left to ``IdentityVerification``, or to the TLS by which it came directly from the token endpoint
  /// (OpenID Connect Core 1.0 section 3.1.3.7 (6)).
  ///
  /// - Parameters:
  ///   - response: The response of the token endpoint.
  ///   - nonce: The nonce of the request; `nil` if it had none.
  ///   - isRequired: Whether the response must have an ID token.
  /// - Returns: The person; `nil` if there is no ID token and none is required.
  /// - Throws: The rule that the ID token breaks.
  func identity(
    of response: TokenResponse,
    nonce: String?,
    isRequired: Bool
  ) throws(SignInError) -> Identity? {
    guard let text = response.idToken else {
      guard !isRequired else { throw untrusted("it is missing, though “openid” was asked for") }
      return nil
    }
    guard let claims = TokenPayload(text), claims.algorithm.lowercased() != "none" else {
      throw untrusted("it is no signed token")
    }
    if let issuer = provider.issuer, claims["iss"]?.string != issuer { throw untrusted("it has another issuer") }
    guard claims.audiences.contains(client.id) else { throw untrusted("it was made for another client") }
    // Section 3.1.3.7 (4) and (5): of several audiences, one is the authorized party.
    let party = claims["azp"]?.string
    guard party == nil || party == client.id, claims.audiences.count == 1 || party != nil else {
      throw untrusted("it was made for another client")
    }
    if let nonce, claims["nonce"]?.string != nonce { throw untrusted("it belongs to another sign-in") }
    guard let expires = claims.expires else { throw untrusted("it has no expiry") }
    guard expires + Self.leeway > time.now() else {
      throw untrusted("it has expired: compare the clocks of this machine and of the provider")
    }
    guard let subject = claims["sub"]?.string, ForeignText.isIdentifier(subject) else {
      throw untrusted("it names nobody")
    }
    let name = claims["name"]?.string ?? claims["email"]?.string ?? claims["preferred_username"]?.string
    return Identity(subject: subject, name: name.flatMap { ForeignText.name($0) })
  }

  private func untrusted(_ reason: String) -> SignInError {
    SignInError(.untrusted, "The ID token of \(provider.host) cannot be accepted: \(reason). Nothing was stored.")
  }
}
