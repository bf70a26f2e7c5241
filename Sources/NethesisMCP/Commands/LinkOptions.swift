import ArgumentParser

/// The options for sessions that callers link.
struct LinkOptions: ParsableArguments {
  @Flag(help: "Have each caller sign in on a page of this server, and make its calls in that session.")
  var linkSessions = false
  @Option(
    help: ArgumentHelp(
      "The client by which people sign in at --issuer: to read the documentation, and to show to be the caller "
        + "if --login-issuer differs. (default: the client of --login-client-id at the same issuer)",
      valueName: "id"
    )
  )
  var linkClientID: String?
  @Option(help: ArgumentHelp("The file with that client's secret, if it has one.", valueName: "file"))
  var linkClientSecretFile: String?

  @Flag(
    help: "Exchange callers' tokens for their sessions where the provider allows it (RFC 8693); others sign in."
  )
  var exchangeTokens = false

  func validate() throws {
    if !linkSessions, exchangeTokens { throw ValidationError("--exchange-tokens: it is for --link-sessions") }
    if linkClientSecretFile != nil, linkClientID == nil {
      throw ValidationError("--link-client-secret-file: it is the secret of a --link-client-id")
    }
  }
}
