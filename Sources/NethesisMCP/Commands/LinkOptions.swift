import ArgumentParser

/// The options for sessions that callers link.
struct LinkOptions: ParsableArguments {
  @Flag(help: "Have each caller sign in on a page of this server, and make its calls in that session.")
  var linkSessions = false
  @Option(
    help: ArgumentHelp(
      "The client by which a person signs in at --issuer to show to be the caller, if --login-issuer differs.",
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
    let others = [
      ("--exchange-tokens", exchangeTokens),
      ("--link-client-id", linkClientID != nil), ("--link-client-secret-file", linkClientSecretFile != nil),
    ]
    if !linkSessions, let name = others.first(where: \.1)?.0 {
      throw ValidationError("\(name): it is for --link-sessions")
    }
    if linkClientSecretFile != nil, linkClientID == nil {
      throw ValidationError("--link-client-secret-file: it is the secret of a --link-client-id")
    }
  }
}
