import EventThread
import OpenAPI
import Operations
import ProcessEnvironment
package import Settings
package import SignIn
import Store
import TokenVerification

/// The sign-in for one document, as the settings, the overlay and the document's security schemes name it.
package struct SignInSetup: Sendable {
  /// The flows of OAuth 2 that this program uses.
  package enum Flow: String, Sendable {
    case browser, device
    case clientCredentials = "client-credentials"
  }

  /// The scopes of a sign-in at the provider (OpenID Connect Core section 11 for the last).
  package static let scopes = ["openid", "profile", "email", "offline_access"]

  /// The provider, its clients, and the account that are set.
  package let settings: LoginSettings
  /// The name of the document; `nil` if there is only one.
  let document: String?
  /// Whether `login` signs in to another API unless it gets the options that name this one.
  package let needsOptions: Bool
  /// The configuration of the sessions.
  package let configuration: SessionConfiguration
  /// The sign-in that the document declares; `nil` if there is none, or the API makes sessions of its own.
  let declared: DeclaredSignIn?
  private let secret: TokenText?
  /// The reason why no session may be made for this API: a document of the network chose its place; `nil` if it may.
  package internal(set) var distrust: SignInError?

  /// Reads the sign-in of an API.
  ///
  /// - Parameters:
  ///   - settings: The settings of the document.
  ///   - login: The endpoints of the backend's own sessions; `nil` if it takes the provider's tokens.
  ///   - declared: The sign-ins of the document's security schemes.
  ///   - secret: The secret of the client; `nil` for public ones.
  ///   - base: The URL of the API.
  /// - Throws: If an endpoint of the sign-in is no URL that tokens may go to.
  init(
    _ settings: Settings,
    _ login: OverlayLogin?,
    declared: [DeclaredSignIn] = [],
    secret: TokenText? = nil,
    base: BaseURL
  ) throws(SignInError) {
    let own = settings.login
    self.settings = own
    self.secret = secret
    document = settings.document
    needsOptions = settings.needsOptionsToSignIn
    let allowed = [own.issuer].compactMap(\.self) + own.origins
    let chosen = login == nil ? Self.chosen(of: declared, allowed) : nil
    self.declared = chosen
    // Discovery is at an origin that the configuration names, whoever names the rest of its URL.
    let suggested = chosen?.suggestedIssuer.flatMap { issuer in
      ServiceURL(issuer).flatMap { own.origins.contains($0.origin) ? issuer : nil }
    }
    let issuer = own.issuer ?? suggested
    let authentications = Self.authentications(own, secret)
    configuration = SessionConfiguration(
      audience: "\(base)",
      issuer: issuer,
      tokenEndpoint: issuer == nil
        ? chosen?.flow(forClient: false)?.tokenURL.flatMap { ServiceURL($0) } : nil,
      clients: [own.browserClient, own.deviceClient].compactMap(\.self).map {
        OAuthClient(id: $0, authentication: authentications.people)
      },
      backend: try login.map { (login) throws(SignInError) in
        try BackendEndpoints(
          base: "\(base)",
          exchange: login.exchange,
          refresh: login.refresh,
          logout: login.logout
        )
      },
      origins: allowed.isEmpty ? nil : try SecretOrigins(allowed)
    )
  }

  /// The sign-in that is used of those that a document declares: one whose provider is configured, else the first.
  private static func chosen(of declared: [DeclaredSignIn], _ allowed: [String]) -> DeclaredSignIn? {
    let origins = Set(allowed.compactMap { ServiceURL($0)?.origin })
    let usable = declared.filter(\.isUsable)
    return usable.first { !$0.origins.isDisjoint(with: origins) } ?? usable.first
      ?? declared.first { $0.refusal != nil }
  }

  /// The reason why a session is not for a security scheme, as a sentence; `nil` if it is.
  ///
  /// One document has one sign-in: a token of one provider is nothing for the scheme of another.
  func refusal(of scheme: SecurityScheme) -> String? {
    guard let declared, scheme.name != declared.scheme, let other = DeclaredSignIn(scheme),
      !other.isSameProvider(as: declared)
    else { return nil }
    let place = other.origins.min() ?? "another provider"
    return "The scheme \(scheme.name) signs in at \(place), and this document’s sign-in is for \(declared.scheme), at "
      + "\(declared.origins.min() ?? "another one"): a token of the one is not sent for the other."
  }

  /// The host that people sign in at by a flow; `nil` if none is configured, or the document has no such flow.
  package func host(for flow: Flow) -> String? {
    if let issuer = configuration.issuer { return ServiceURL(issuer)?.authority }
    guard let declared, let origins = configuration.origins else { return nil }
    let own = flow == .browser ? declared.flows[.authorizationCode] : declared.flows[.deviceAuthorization]
    guard let url = own?.authorizationURL.flatMap({ ServiceURL($0) }), origins.contains(url) else { return nil }
    return url.authority
  }

  /// The words of a command line that sign in to this API.
  package var command: String { Self.command(for: document) }

  /// The words of a command line that sign in to the API of a document.
  static func command(for document: String?) -> String {
    "nethesis-mcp login" + (document.map { " --document \($0)" } ?? "")
  }

  /// The command that signs in to an API, in words: without the server's options it could sign in elsewhere.
  static func words(for document: String?, needsOptions: Bool) -> String {
    "`\(command(for: document))`" + (needsOptions ? " with the options of this server" : "")
  }

  /// The command line, followed by what it needs, for a person who has given the options of this API.
  package func commandLine(_ option: String = "") -> String {
    command + option + (needsOptions ? ", with the same options" : "")
  }

  /// The sessions in a store.
  func sessions(in store: any Store, _ transport: any SignInTransport) -> SignInSessions {
    SignInSessions(store: store, configuration: configuration, transport: transport)
  }

  /// Whether calls use the client's own credentials (RFC 6749 section 4.4), so that nobody signs in.
  package var usesClientCredentials: Bool {
    guard configuration.backend == nil else { return false }
    return settings.machineClient != nil || settings.anyClient != nil && declared?.isForClientsOnly == true
  }

  /// The scopes to ask a provider for: those that are set, else those that the document and OpenID Connect need.
  package func scopes(at provider: Provider) -> [String] {
    if let scopes = settings.scopes { return scopes }
    guard let declared else { return usesClientCredentials ? [] : Self.scopes }
    if usesClientCredentials { return declared.scopes }
    if provider.issuer == nil, let flow = declared.flow(forClient: false) { return declared.scopes(of: flow) }
    let known = provider.scopes
    let general = Self.scopes.filter { !declared.scopes.contains($0) && known?.contains($0) ?? true }
    return declared.scopes + general
  }

  /// The scopes that operations require and a session was not granted.
  package func scopes(missingIn session: StoredSession) -> [String] {
    guard let declared, let granted = session.provider?.scopes else { return [] }
    return declared.scopes.filter { !granted.contains($0) }
  }

  /// The secret belongs to the client of its own credentials, if one is named; else to all.
  private static func authentications(
    _ settings: LoginSettings,
    _ secret: TokenText?
  ) -> (people: OAuthClient.Authentication, machine: OAuthClient.Authentication) {
    guard let secret else { return (.publicClient, .publicClient) }
    let own: OAuthClient.Authentication =
      switch settings.authentication {
      case .basic: .basic(secret: secret)
      case .post: .post(secret: secret)
      }
    return (settings.machineClient == nil ? own : .publicClient, own)
  }
}

extension Settings {
  /// Whether people can sign in: the built-in API takes sessions, and of another one an overlay or a provider says so.
  var offersSignIn: Bool {
    spec == .builtIn || !overlays.isEmpty || login.issuer != nil || !login.origins.isEmpty
  }

  /// Whether a sign-in without options would be to another API than that of these settings.
  var needsOptionsToSignIn: Bool {
    document != nil || backend != .documented || spec != .builtIn || !overlays.isEmpty || login.issuer != nil
      || !login.origins.isEmpty
  }
}

// MARK: - The provider

extension SignInSetup {
  /// The token endpoint of a flow, as its client uses it.
  ///
  /// - Throws: What is missing, or the reason why the provider is not to be trusted.
  package func endpoint(
    for flow: Flow,
    by transport: any SignInTransport
  ) async throws(SignInError) -> TokenEndpoint {
    if let distrust { throw distrust }
    if usesClientCredentials, flow != .clientCredentials {
      throw SignInError(
        .configuration,
        "Nobody signs in to \(configuration.audience): calls use the client's own credentials (client credentials flow)."
      )
    }
    let provider = try await provider(for: flow, by: transport)
    let id =
      switch flow {
      case .browser: settings.browserClient
      case .device: settings.deviceClient
      case .clientCredentials: settings.machineClient ?? settings.anyClient
      }
    guard let id else {
      throw SignInError(.configuration, "There is no --login-client-id \(flow.rawValue)=ID for this flow.")
    }
    let authentications = Self.authentications(settings, secret)
    if flow == .clientCredentials, secret == nil {
      throw SignInError(
        .configuration,
        "The client credentials flow needs a client secret (RFC 6749 section 4.4): give --login-client-secret-file."
      )
    }
    let authentication = flow == .clientCredentials ? authentications.machine : authentications.people
    return TokenEndpoint(
      provider,
      client: OAuthClient(id: id, authentication: authentication),
      transport: transport,
      identities: IdentityKeys(transport)
    )
  }

  /// The provider: that of the configured issuer, else that of the document, as far as the configuration allows it.
  private func provider(
    for flow: Flow,
    by transport: any SignInTransport
  ) async throws(SignInError) -> Provider {
    if let issuer = configuration.issuer {
      return try await ProviderDiscovery(transport).provider(of: issuer, besides: settings.origins)
    }
    guard let declared else {
      throw SignInError(.configuration, "There is no provider to sign in at: give its URL as --login-issuer.")
    }
    if let issuer = declared.suggestedIssuer {
      throw SignInError(
        .configuration,
        "The document signs in at the provider \(issuer). If it may have secrets, say so with --login-issuer \(issuer)."
      )
    }
    guard declared.isUsable, declared.metadataURL == nil else {
      throw SignInError(
        .configuration,
        "The document's scheme \(declared.scheme) cannot be used to sign in. \(declared.refusal ?? "It names no provider.")"
      )
    }
    return try provider(of: declared, for: flow)
  }

  private func provider(of declared: DeclaredSignIn, for flow: Flow) throws(SignInError) -> Provider {
    guard let own = declared.flow(forClient: flow == .clientCredentials), let token = own.tokenURL else {
      throw SignInError(
        .configuration,
        "The document's scheme \(declared.scheme) has no flow for this: give --login-issuer, or configure a token."
      )
    }
    guard let url = ServiceURL(token) else {
      throw SignInError(
        .untrusted,
        "The document's scheme \(declared.scheme) names a token endpoint that is no https URL: nothing is sent there."
      )
    }
    guard let origins = configuration.origins else {
      throw SignInError(
        .configuration,
        "The document signs in at \(url.origin). If that may have secrets, say so with --login-origin \(url.origin)."
      )
    }
    return try Provider(
      token: token,
      authorization: declared.flows[.authorizationCode]?.authorizationURL,
      device: declared.flows[.deviceAuthorization]?.authorizationURL,
      within: origins
    )
  }
}
