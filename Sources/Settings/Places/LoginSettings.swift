import SignIn
package import Store

/// The settings of the sign-in at an identity provider.
package struct LoginSettings: Sendable, Equatable {
  /// The issuer of the provider; `nil` if none is configured.
  package var issuer: String?
  /// The client id of the authorization code flow; `nil` if none is configured.
  package var browserClient: String?
  /// The client id of the device flow; `nil` if none is configured.
  package var deviceClient: String?
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
    case "browser"?: browserClient = id
    case "device"?: deviceClient = id
    case let other?: throw clients.error("expected browser=ID or device=ID, or an ID for both flows, not \(other)=")
    }
  }
}
