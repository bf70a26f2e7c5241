package import MCP
package import SignIn

/// The ways in which the person at a page shows to be the one who called.
package struct CallerIdentification: Sendable {
  /// The issuer of callers' tokens, with a client of this server's own there; `nil` if there is none.
  package var issuer: Issuer?
  /// The caller whose access token a text is; `nil` where callers have no such tokens.
  package var caller: (@Sendable (_ token: String) -> Principal?)?

  /// The issuer of callers' tokens, if sessions are linked at it too; `nil` if they are not.
  package var provider: String?

  /// The secret of the client at the callers' issuer, which no response to a caller may repeat.
  package var secrets: [TokenText] = []

  /// Makes no way.
  package init() {}

  /// An issuer at which people sign in only to say who they are.
  package struct Issuer: Sendable {
    /// The issuer as callers' tokens name it.
    let name: String
    /// Its token endpoint, as the client with this server's redirect URI uses it.
    let endpoint: @Sendable () async throws(SignInError) -> TokenEndpoint

    /// Takes an issuer.
    package init(_ name: String, endpoint: @escaping @Sendable () async throws(SignInError) -> TokenEndpoint) {
      (self.name, self.endpoint) = (name, endpoint)
    }
  }

  /// The way for one caller.
  enum Way: Sendable {
    /// The sign-in at the API's provider names the person by itself.
    case provider
    /// The person signs in at the callers' issuer first.
    case issuer(Issuer)
    /// The person types the access token of the caller first.
    case token(@Sendable (String) -> Principal?)
  }

  /// The way for a caller at an API whose provider is an issuer; `nil` if there is none.
  func way(of caller: Principal, at provider: String?) -> Way? {
    if caller.issuer.isEmpty { return caller.key.isEmpty ? nil : self.caller.map(Way.token) }
    guard caller.kind == .person else { return nil }
    if let provider, provider.utf8.elementsEqual(caller.issuer.utf8) { return .provider }
    return issuer.flatMap { $0.name.utf8.elementsEqual(caller.issuer.utf8) ? .issuer($0) : nil }
  }
}
