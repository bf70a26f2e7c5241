/// The sign-in that the configuration names, which a stored session must have been made with.
package struct SessionConfiguration: Sendable, Hashable {
  /// The base URL of the API whose calls carry the token.
  package let audience: String
  /// The issuer of the provider; `nil` for one known by endpoints, or if no provider is configured.
  package let issuer: String?
  /// The token endpoint that the document names, where there is no issuer; `nil` if it names none.
  package let tokenEndpoint: ServiceURL?
  /// The clients that are configured; a device flow and a browser flow may have one each.
  package let clients: [OAuthClient]
  /// The endpoints of a backend that makes sessions of its own; `nil` if it takes the provider's tokens.
  package let backend: BackendEndpoints?
  /// The origins that secrets may go to; `nil` if no provider is configured.
  package let origins: SecretOrigins?

  /// Makes a configuration.
  package init(
    audience: String,
    issuer: String? = nil,
    tokenEndpoint: ServiceURL? = nil,
    clients: [OAuthClient] = [],
    backend: BackendEndpoints? = nil,
    origins: SecretOrigins? = nil
  ) {
    (self.audience, self.issuer, self.clients) = (audience, issuer, clients)
    self.tokenEndpoint = tokenEndpoint
    (self.backend, self.origins) = (backend, origins)
  }

  /// Checks that a stored session may be used and renewed with this configuration.
  ///
  /// - Throws: If an endpoint has changed since: a person signs in again, and sees where.
  func check(_ session: StoredSession) throws(SignInError) {
    guard session.audience == audience else {
      throw Self.changed("the session is for \(session.audience), and calls now go to \(audience)")
    }
    // A pasted session needs no provider.
    guard let provider = session.provider else { return }
    guard provider.issuer == issuer else {
      throw Self.changed(
        "the session is of \(provider.issuer ?? provider.tokenEndpoint.origin), and the provider is now "
          + "\(issuer ?? tokenEndpoint?.origin ?? "none")"
      )
    }
    // Endpoints that a document names are kept with the session: others take effect only with a person's consent.
    guard provider.issuer != nil || provider.tokenEndpoint == tokenEndpoint else {
      throw Self.changed(
        "the session is renewed at \(provider.tokenEndpoint), and the document now names "
          + "\(tokenEndpoint.map { "\($0)" } ?? "no endpoint for that")"
      )
    }
    guard clients.contains(where: { $0.id == provider.clientID }) else {
      throw Self.changed("the session was made for another client id")
    }
    if let backend = session.backend, backend != self.backend {
      throw Self.changed("the session is renewed at \(backend.refresh.origin), and now it would be elsewhere")
    }
    for endpoint in [provider.tokenEndpoint, provider.revocationEndpoint].compactMap(\.self) {
      guard let origins, origins.contains(endpoint) else {
        throw Self.changed("the session is renewed or ended at \(endpoint.origin), which is no longer configured")
      }
    }
  }

  /// The client that a session was made for.
  func client(of provider: SessionProvider) -> OAuthClient? { clients.first { $0.id == provider.clientID } }

  private static func changed(_ reason: String) -> SignInError {
    SignInError(.ended, "The configuration of the sign-in has changed: \(reason). Nothing was sent; sign in again.")
  }
}

extension SessionProvider {
  /// The provider and the client of a sign-in.
  package init(_ provider: Provider, client: OAuthClient, scopes: [String]) {
    self.init(
      issuer: provider.issuer,
      clientID: client.id,
      tokenEndpoint: provider.tokenEndpoint,
      revocationEndpoint: provider.revocationEndpoint,
      scopes: scopes
    )
  }
}

extension Provider {
  /// The provider of a stored session, by the endpoints that were stored with it.
  init(_ stored: SessionProvider) {
    self.init(
      issuer: stored.issuer,
      tokenEndpoint: stored.tokenEndpoint,
      revocationEndpoint: stored.revocationEndpoint
    )
  }
}
