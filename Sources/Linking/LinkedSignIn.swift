package import SignIn

/// The sign-in at one API by which callers get sessions of their own.
package struct LinkedSignIn: Sendable {
  /// The sign-in that the settings name.
  let configuration: SessionConfiguration
  /// The way to the provider and to the backend.
  let transport: any SignInTransport
  /// The provider's token endpoint, as the client with this server's redirect URI uses it.
  let endpoint: @Sendable () async throws(SignInError) -> TokenEndpoint
  /// The scopes to ask a provider for.
  let scopes: @Sendable (Provider) -> [String]

  /// Takes the parts of a sign-in.
  package init(
    _ configuration: SessionConfiguration,
    transport: any SignInTransport,
    endpoint: @escaping @Sendable () async throws(SignInError) -> TokenEndpoint,
    scopes: @escaping @Sendable (Provider) -> [String]
  ) {
    (self.configuration, self.transport, self.endpoint, self.scopes) = (configuration, transport, endpoint, scopes)
  }
}
