package import Operations

/// A server of operations with its credentials, which are sent to no other server.
package struct APIServer: Sendable {
  /// The base URL of the server.
  package let base: BaseURL
  /// The source of its credentials.
  package let credentials: any CredentialSource
  /// Whether callers' own credentials are for this server too.
  package let acceptsCallers: Bool
  /// The name of the document among several, whose credentials of callers are for this server; `nil` for the only one.
  package let document: String?

  /// Secrets of callers for this server.
  let callers = CallerSecrets()

  /// Makes a server.
  package init(
    base: BaseURL,
    credentials: any CredentialSource,
    acceptsCallers: Bool = false,
    document: String? = nil
  ) {
    self.base = base
    self.credentials = credentials
    self.acceptsCallers = acceptsCallers
    self.document = document
  }
}
