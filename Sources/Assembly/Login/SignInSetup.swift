import EventThread
import OpenAPI
import Operations
import ProcessEnvironment
package import Settings
package import SignIn
import Store

/// The sign-in for one document, as the settings and the overlay name it.
package struct SignInSetup: Sendable {
  /// The scopes of a sign-in at the provider (OpenID Connect Core section 11 for the last).
  package static let scopes = ["openid", "profile", "email", "offline_access"]

  /// The provider, its clients, and the account that are set.
  package let settings: LoginSettings
  /// The name of the document; `nil` if there is only one.
  let document: String?
  /// The configuration of the sessions.
  package let configuration: SessionConfiguration

  /// Reads the sign-in of an API.
  ///
  /// - Parameters:
  ///   - settings: The settings of the document.
  ///   - login: The endpoints of the backend's own sessions; `nil` if it takes the provider's tokens.
  ///   - base: The URL of the API.
  /// - Throws: If an endpoint of the sign-in is no URL that tokens may go to.
  init(_ settings: Settings, _ login: OverlayLogin?, base: BaseURL) throws(SignInError) {
    self.settings = settings.login
    document = settings.document
    let issuer = settings.login.issuer
    let clients = [settings.login.browserClient, settings.login.deviceClient].compactMap(\.self)
    configuration = SessionConfiguration(
      audience: "\(base)",
      issuer: issuer,
      clients: clients.map { OAuthClient(id: $0) },
      backend: try login.map { (login) throws(SignInError) in
        try BackendEndpoints(
          base: "\(base)",
          exchange: login.exchange,
          refresh: login.refresh,
          logout: login.logout
        )
      },
      origins: try issuer.map { (issuer) throws(SignInError) in try SecretOrigins([issuer]) }
    )
  }

  /// The words of a command line that sign in to this API.
  package var command: String { Self.command(for: document) }

  /// The words of a command line that sign in to the API of a document.
  static func command(for document: String?) -> String {
    "nethesis-mcp login" + (document.map { " --document \($0)" } ?? "")
  }

  /// The sessions in a store.
  func sessions(in store: any Store, _ transport: any SignInTransport) -> SignInSessions {
    SignInSessions(store: store, configuration: configuration, transport: transport)
  }
}
