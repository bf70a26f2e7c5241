import Assembly
import Linking
import Logging
import Operations
import ProcessEnvironment
import Settings
import Store
import TextCoding

/// Sessions that callers link: what has to be set for them.
extension HTTPOptions {
  /// The pages on which callers sign in; `nil` if they link no sessions.
  ///
  /// - Throws: The setting that is missing.
  func linking(_ startup: Startup) throws(CommandFailure) -> Linking? {
    guard linkSessions else { return nil }
    let settings = startup.settings
    guard let publicURL = settings.publicURL else {
      throw .usage("--link-sessions: callers sign in at the server's own URL; give it as --public-url")
    }
    guard let issuer = issuer.issuer else {
      throw .usage("--link-sessions: it has to be known who calls; give --issuer, whose access tokens name people")
    }
    for part in startup.parts { try check(part.settings, issuer) }
    var options = Linking.Options()
    options.note = { [logger = startup.logger] in logger.warning("\($0)") }
    if let patience = settings.patience { options.patience = patience }
    if let lifetime = settings.pageLifetime { options.lifetime = lifetime }
    let path = publicURL.path
    let store = TokenStoreKind.open(settings.login.store) { [logger = startup.logger] in logger.notice("\($0)") }
    return Linking(
      at: publicURL.origin + path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex),
      in: store,
      options: options,
      now: { UTCTime.now() }
    )
  }

  /// Checks that callers can sign in for the calls of a document.
  private func check(_ settings: Settings, _ issuer: String) throws(CommandFailure) {
    let name = settings.document.map { " of the document \($0)" } ?? ""
    guard settings.backend != .sandbox else {
      throw .usage(
        "--link-sessions: --sandbox\(name) signs in by itself; run `nethesis-mcp sandbox`, and give its options"
      )
    }
    guard let own = settings.login.issuer else {
      throw .usage("--link-sessions: give the provider\(name) at which callers sign in, as --login-issuer")
    }
    guard own == issuer else {
      throw .usage(
        "--link-sessions: the provider\(name) has to be the issuer of the callers' tokens, so that it is known that both "
          + "are the same person; --login-issuer is \(own), and --issuer \(issuer)"
      )
    }
    guard settings.login.browserClient != nil else {
      throw .usage("--link-sessions: give the client\(name) that is registered for this server, as --login-client-id")
    }
  }
}
