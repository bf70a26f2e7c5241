package import Calls
import EventThread
import Linking
import Logging
import OpenAPI
import Operations
import ProcessEnvironment
import Settings
import SignIn

/// The servers of a document's operations, with the credentials for each.
package struct Servers: Sendable {
  /// The server of operations that name none themselves.
  package let main: APIServer
  /// The servers of other operations, by their URL in the document.
  package let others: [String: APIServer]

  /// Finds the servers that the settings and the document name.
  ///
  /// - Throws: The fault: no URL, a token that would travel unencrypted, a credential for an unknown scheme.
  init(_ startup: Startup, _ loaded: LoadedDocument, on ground: ServedCatalog.Ground) throws(SettingsError) {
    let settings = startup.settings
    let documented = loaded.document.servers.first?.url
    if settings.backend == .sandbox, let sandbox = ground.sandbox {
      try settings.checkSandbox(serves: loaded.document)
      main = startup.mainServer(sandbox.baseURL, .token(sandbox.token), [:])
    } else {
      let credentials = try startup.credentials(for: loaded.document)
      let base = try settings.baseURL(documented: loaded.serverURL)
      let hasClient = settings.login.machineClient != nil || settings.login.secretFile != nil
      try settings.checkTrust(in: base, from: loaded.url, hasCredentials: !credentials.isEmpty || hasClient)
      let linked = ground.linking.map { startup.linked($0, loaded, at: base, on: ground.thread) }
      main = startup.mainServer(base, settings.credential, credentials, linked: linked) { configured in
        let signedIn = startup.signedIn(configured, loaded, at: base, renews: ground.renewsSessions, on: ground.thread)
        ground.signIns.add(signedIn)
        return signedIn
      }
      if let (problem, advice) = settings.unusedToken(of: loaded.document, main.credentials) {
        startup.logger.warning("\(problem). \(advice)")
      }
    }
    var others = settings.servers.mapValues { startup.server($0.url, $0.token, $0.credentials) }
    // An operation may repeat the document's main server.
    if let documented, others[documented] == nil { others[documented] = main }
    self.others = others
  }
}

extension LoadedDocument {
  /// The URL of the document's first server, resolved against the document's own (OpenAPI 3.1.1, section 4.8.5.1).
  var serverURL: String? { document.servers.first.map { url?.resolving($0.url) ?? $0.url } }
}

extension Settings {
  /// The session token configured for an API that takes none, and advice on what to set instead; `nil` if it is used.
  func unusedToken(
    of document: APIDocument,
    _ credentials: any CredentialSource
  ) -> (problem: String, advice: String)? {
    guard credential != .none, backend != .sandbox else { return nil }
    var schemes: [SecurityScheme] = []
    for scheme in document.operations.flatMap(\.security).flatMap(\.schemes).map(\.scheme) {
      guard scheme.credentialKind != .bearer || isConfigured(scheme.name) else { return nil }
      if !schemes.contains(where: { $0.name == scheme.name }) { schemes.append(scheme) }
    }
    let problem = "\(credentialOrigin.map(\.description) ?? "the session token") is not used: "
    let open = schemes.filter { !isConfigured($0.name) && $0.credentialKind != nil }
    guard !open.isEmpty else {
      let reason = schemes.isEmpty ? "the document asks for no credential" : "all schemes have credentials of their own"
      return (problem + reason, "Take it out.")
    }
    let wanted = open.map { scheme in
      "\"\(scheme.name)\" takes \(scheme.credentialKind == .basic ? "a user name and a password" : "an API key")"
    }
    let advice = open.map { credentials.advice(for: $0) }
    return (problem + wanted.joined(separator: ", "), advice.joined(separator: " "))
  }

  private func isConfigured(_ scheme: String) -> Bool {
    credentials[scheme] != nil || credentialVariables[Self.variable(of: scheme)] != nil
  }

  /// Refuses to send credentials to a server chosen by a document from the network.
  func checkTrust(
    in base: BaseURL,
    from url: DocumentURL?,
    hasCredentials: Bool
  ) throws(SettingsError) {
    guard let url, backend == .documented, base.origin != url.origin, hasCredentials || credential != .none else {
      return
    }
    throw SettingsError(
      .document,
      "a document from \(url.origin) would have credentials shown to \(base.origin); if that is right, say it with "
        + "--backend \(document.map { "\($0)=" } ?? "")\(base)"
    )
  }
}

extension Startup {
  /// The configured credentials for the document's security schemes.
  fileprivate func credentials(for document: APIDocument) throws(SettingsError) -> [String: CredentialSetting] {
    guard settings.namesSchemes else { return [:] }
    let schemes = SchemeTable(document)
    for variable in settings.unusedVariables(schemes) {
      logger.warning("the document has no security scheme for this variable", metadata: ["variable": "\(variable)"])
    }
    return try settings.credentials(for: schemes)
  }

  /// The main server of an API.
  ///
  /// Callers may bring credentials of their own for it, of several documents one for each.
  fileprivate func mainServer(
    _ url: BaseURL,
    _ credential: Settings.Credential,
    _ schemes: [String: CredentialSetting],
    linked: LinkedCredentials? = nil,
    signedIn: ((SchemeCredentials) -> SignedInCredentials)? = nil
  ) -> APIServer {
    func server(_ credentials: any CredentialSource) -> APIServer {
      APIServer(base: url, credentials: credentials, acceptsCallers: true, document: settings.document)
    }
    if let linked { return server(linked) }
    guard usesOwnCredentials else { return server(AwaitedCredentials(of: settings.document)) }
    let configured = schemeCredentials(url, credential, schemes)
    // A session is for calls whose token nobody has configured.
    let credentials: any CredentialSource =
      if let signedIn, credential == .none { signedIn(configured) } else { configured }
    return server(credentials)
  }

  /// The credentials of a sign-in, behind the configured ones.
  fileprivate func signedIn(
    _ configured: SchemeCredentials,
    _ loaded: LoadedDocument,
    at url: BaseURL,
    renews: Bool,
    on thread: EventThread
  ) -> SignedInCredentials {
    SignedInCredentials(
      configured,
      redactor: redactor,
      signInWords: SignInSetup.words(for: settings.document, needsOptions: settings.needsOptionsToSignIn),
      offersSignIn: settings.offersSignIn,
      account: settings.login.account,
      renews: renews
    ) { [self] () throws(SignInError) in
      try SignInGround(settings, loaded, at: url, redactor, on: thread) { [logger] in logger.notice("\($0)") }
    }
  }

  fileprivate func server(
    _ url: BaseURL,
    _ credential: Settings.Credential,
    _ schemes: [String: CredentialSetting]
  ) -> APIServer {
    APIServer(base: url, credentials: schemeCredentials(url, credential, schemes))
  }

  private func schemeCredentials(
    _ url: BaseURL,
    _ credential: Settings.Credential,
    _ schemes: [String: CredentialSetting]
  ) -> SchemeCredentials {
    let token = TokenSource(credential, for: url.origin, redactor: redactor, logger: logger)
    return SchemeCredentials(token, schemes, redactor: redactor, logger: logger, document: settings.document)
  }
}
