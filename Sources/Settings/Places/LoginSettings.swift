import Files
package import ProcessEnvironment
import Redaction
package import SignIn
package import Store

/// The settings of the sign-in at an identity provider.
package struct LoginSettings: Sendable, Equatable {
  /// The way in which a client with a secret proves that it is itself (RFC 6749 section 2.3.1).
  package enum Authentication: String, Sendable, CaseIterable {
    case basic, post
  }

  /// The issuer of the provider; `nil` if none is configured.
  package var issuer: String?
  /// Further origins that codes, refresh tokens and client secrets may go to.
  package var origins: [String] = []
  /// The client id of the authorization code flow; `nil` if none is configured.
  package var browserClient: String?
  /// The client id of the device flow; `nil` if none is configured.
  package var deviceClient: String?
  /// The client id of the client credentials flow, by which nobody signs in; `nil` if none is configured.
  package var machineClient: String?
  /// The client id that was given for no flow in particular.
  package var anyClient: String?
  /// The file with the secret of the client; `nil` for public clients.
  package var secretFile: String?
  /// The way in which the secret is sent.
  package var authentication = Authentication.basic
  /// The scopes to ask for; `nil` if those that the document or OpenID Connect needs.
  package var scopes: [String]?
  /// The person whose session is used, by name, e-mail address or subject; `nil` if nobody is named.
  package var account: String?
  /// The place of the key that sessions are sealed with; `nil` takes the keyring if there is one.
  package var store: TokenStoreKind?

  /// The defaults.
  package init() {}

  init(_ sources: SettingSources) throws(SettingsError) {
    account = try sources.text(.account)?.value
    store = try sources.text(.tokenStore)?.choice()
    if let issuer = try sources.text(.loginIssuer) {
      guard ServiceURL(issuer.value) != nil, !issuer.value.contains("?") else {
        throw issuer.error(
          "expected the https URL of the issuer, as the provider's metadata has it; http is for this machine"
        )
      }
      self.issuer = issuer.value
    }
    if let origins = try sources.texts(.loginOrigin) {
      for text in origins.value {
        guard let url = ServiceURL(text), url.target == "/" else {
          throw origins.error("expected https://HOST, or https://HOST:PORT; http is for this machine")
        }
        self.origins.append(url.origin)
      }
    }
    secretFile = try sources.text(.loginClientSecretFile)?.value
    if let way = try sources.text(.loginClientAuth) { authentication = try way.choice() }
    if let scopes = try sources.texts(.loginScope) {
      // RFC 6749 section 3.3.
      guard scopes.value.allSatisfy({ $0.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C } }) else {
        throw scopes.error("a scope is a text without spaces; several are given one by one")
      }
      self.scopes = scopes.value
    }
    guard let clients = try sources.texts(.loginClientID) else { return }
    for text in clients.value { try take(client: text, of: clients) }
  }

  private mutating func take(client text: String, of clients: Sourced<[String]>) throws(SettingsError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let (flow, id) = parts.count == 2 ? (parts[0], parts[1]) : (nil, text)
    guard !id.isEmpty, id.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw clients.error("a client id is a text without spaces, as the provider registered it")
    }
    switch flow {
    case nil:
      browserClient = browserClient ?? id
      deviceClient = deviceClient ?? id
      anyClient = id
    case "browser"?: browserClient = id
    case "device"?: deviceClient = id
    case "client-credentials"?: machineClient = id
    case let other?:
      throw clients.error(
        "expected browser=ID, device=ID or client-credentials=ID, or an ID for all flows, not \(other)="
      )
    }
  }
}

extension LoginSettings {
  /// Reads the secret of the client, and registers it for redaction.
  ///
  /// - Returns: `nil` for a public client.
  /// - Throws: If the file cannot be read, or has no secret in it.
  package func clientSecret(_ redactor: Redactor) throws(SignInError) -> TokenText? {
    guard let secretFile else { return nil }
    let text: String
    do {
      text = try Token.checkedKey(try File.bytes(secretFile, atMost: SecretFile.maximumSize))
    } catch {
      throw SignInError(.configuration, "There is no client secret: \(error).")
    }
    redactor.add(ofSignIn: [KnownSecret(text)])
    guard let secret = TokenText(text) else {
      throw SignInError(
        .configuration,
        "The client secret in \(secretFile) is too long, or has spaces in it: it cannot be sent."
      )
    }
    return secret
  }
}
