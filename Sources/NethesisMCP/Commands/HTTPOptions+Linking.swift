import Assembly
import EventThread
import Linking
import Logging
import MCP
import MCPHTTP
import Operations
import ProcessEnvironment
import Settings
import SignIn
import Store
import TextCoding
import TokenVerification

/// Sessions that callers link: what has to be set for them.
extension HTTPOptions {
  /// The pages on which people sign in: callers to link sessions, and readers of the documentation; `nil` if nobody does.
  ///
  /// - Parameters:
  ///   - startup: The settings.
  ///   - tokens: The rule that knows callers by access tokens of this server.
  ///   - callers: The tokens of callers that are exchanged; `nil` if none are.
  ///   - shared: The store that replicas share; `nil` if there is none.
  ///   - thread: The thread of transfers.
  /// - Returns: The pages, still to be served.
  /// - Throws: The setting that is missing.
  func linking(
    _ startup: Startup,
    tokens: any AccessRule,
    exchanging callers: CallerTokens?,
    in shared: SharedStore?,
    on thread: EventThread
  ) throws(CommandFailure) -> Linking? {
    guard link.linkSessions || link.linkClientID != nil else { return nil }
    guard !link.exchangeTokens || issuer.issuer != nil else {
      throw .usage("--exchange-tokens: tokens of an --issuer are exchanged, and none is given")
    }
    guard link.linkSessions || issuer.issuer != nil else {
      throw .usage("--link-client-id: people sign in by that client at an --issuer, and none is given")
    }
    let settings = startup.settings
    guard let publicURL = settings.publicURL else {
      throw .usage("--link-sessions: callers sign in at the server's own URL; give it as --public-url")
    }
    guard issuer.issuer != nil || accessTokenFile != nil else {
      throw .usage("--link-sessions: it has to be known who calls; give --issuer or --access-token-file")
    }
    if link.linkSessions { for part in startup.parts { try check(part.settings) } }
    let path = publicURL.path
    let base = publicURL.origin + path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
    var options = Linking.Options()
    options.note = { [logger = startup.logger] in logger.warning("\($0)") }
    if let patience = settings.patience { options.patience = patience }
    if let lifetime = settings.pageLifetime { options.lifetime = lifetime }
    return Linking(
      at: base,
      in: shared?.values
        ?? TokenStoreKind.open(settings.login.store) { [logger = startup.logger] in logger.notice("\($0)") },
      options: options,
      identifying: try identification(startup, tokens, on: thread),
      exchanging: callers,
      now: { UTCTime.now() }
    )
  }

  /// Checks that callers can sign in for the calls of a document.
  private func check(_ settings: Settings) throws(CommandFailure) {
    let name = settings.document.map { " of the document \($0)" } ?? ""
    guard settings.backend != .sandbox else {
      throw .usage(
        "--link-sessions: --sandbox\(name) signs in by itself; run `nethesis-mcp sandbox`, and give its options"
      )
    }
    guard let own = settings.login.issuer else {
      throw .usage("--link-sessions: give the provider\(name) at which callers sign in, as --login-issuer")
    }
    guard settings.login.browserClient != nil else {
      throw .usage("--link-sessions: give the client\(name) that is registered for this server, as --login-client-id")
    }
    guard let issuer = issuer.issuer, own != issuer, link.linkClientID == nil else { return }
    throw .usage(
      "--link-sessions: callers' tokens are of \(issuer), and sessions\(name) of \(own); for a person to show to be the "
        + "caller, give a client of this server at \(issuer), as --link-client-id"
    )
  }

  private func identification(
    _ startup: Startup,
    _ tokens: any AccessRule,
    on thread: EventThread
  ) throws(CommandFailure) -> CallerIdentification {
    var identification = CallerIdentification()
    if accessTokenFile != nil {
      identification.caller = { token in
        guard !token.isEmpty, case .now(.admitted(let caller)) = tokens.admit(bearer: token[...]), !caller.key.isEmpty
        else { return nil }
        return caller
      }
    }
    guard let issuer = issuer.issuer else { return identification }
    identification.provider = startup.parts.contains { $0.settings.login.issuer == issuer } ? issuer : nil
    guard let id = link.linkClientID else { return identification }
    var authentication = OAuthClient.Authentication.publicClient
    if let file = link.linkClientSecretFile {
      let secret = try ClientSecretFile.secret(file, of: "--link-client-secret-file")
      startup.redactor.add(secret.secret)
      identification.secrets = [secret]
      authentication = .basic(secret: secret)
    }
    let client = OAuthClient(id: id, authentication: authentication)
    let transport = CurlSignInTransport(startup.settings, on: thread)
    let kept = KeptEndpoint { () async throws(SignInError) in
      TokenEndpoint(
        try await ProviderDiscovery(transport).provider(of: issuer),
        client: client,
        transport: transport,
        identities: IdentityKeys(transport)
      )
    }
    identification.issuer = CallerIdentification.Issuer(issuer) { () async throws(SignInError) in
      try await kept.endpoint()
    }
    return identification
  }
}
