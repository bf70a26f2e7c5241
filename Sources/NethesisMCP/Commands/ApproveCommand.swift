import Approve
import ArgumentParser
import Assembly
import Glibc
import ProcessEnvironment
import Settings

/// Approves a call at a terminal.
struct ApproveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Approves or declines at the terminal what an assistant asks for, without a browser.",
    usage: "nethesis-mcp approve [<options>] <url>",
    discussion: """
      It takes the link that the assistant passes on, shows what is to be done and
      where your password goes, and only then asks for it, without showing it. What
      is secret of the answer, such as the token of a new key, is shown once, at the
      terminal; with --token-to it goes into a new file that only you can read, or
      with - alone to standard output. The assistant gets to see neither.

      Where somebody has to sign in first, it offers a code to type in any browser,
      or takes a session of the web application, and names the account before
      anything is stored. A script runs nethesis-mcp login before it.

      --password-stdin gives one secret only: a call that needs more is approved
      at a terminal. Where standard output is no terminal, it needs --token-to
      as well, also for a call whose answer has no secret: that is not known
      before it is made.

      Nothing is asked of a host but this machine and that of --public-url: a link
      to any other could have come from anybody.

      Examples:
        nethesis-mcp approve http://127.0.0.1:40123/step-up/1a2b3c4d/5e6f…
        nethesis-mcp approve --public-url https://mcp.example.com/mcp \\
            https://mcp.example.com/step-up/a/5e6f… --token-to token.txt
        nethesis-mcp approve http://127.0.0.1:40123/step-up/1a2b3c4d/5e6f… --revoke

      It ends with 0 when it was approved and done, declined, or revoked; with 1
      when it was not, failed, is over, or its server cannot be reached or gives no
      such page; and with 2 when the options, the link, or what was typed or read
      cannot be used, so that nothing was decided.
      """
  )

  @Argument(help: ArgumentHelp("The link to the approval page.", valueName: "url")) var link: String
  @Flag(help: "Approve, with the first line of standard input for the password.") var passwordStdin = false
  @Flag(help: "Decline, without being asked.") var decline = false
  @Flag(help: "Take back what was made, without being asked.") var revoke = false
  @Option(help: ArgumentHelp("A new file for the secrets of the answer, - for standard output.", valueName: "file"))
  var tokenTo: String?
  @Option(name: Setting.publicURL.name, help: Setting.publicURL.help) var publicURL: String?
  @Option(name: Setting.config.name, help: Setting.config.help) var config: String?
  @Option(name: Setting.caFile.name, help: Setting.caFile.help) var caFile: String?
  @Option(name: Setting.proxy.name, help: Setting.proxy.help) var proxy: String?

  func run() throws {
    guard [passwordStdin, decline, revoke].count(where: \.self) <= 1 else {
      throw CommandFailure.usage("--password-stdin, --decline and --revoke: only one of these can be")
    }
    let given: [Setting: String?] = [.publicURL: publicURL, .config: config, .caFile: caFile, .proxy: proxy]
    let settings = try Startup(
      options: given.compactMapValues { $0.map { [$0] } },
      environment: Environment.variables(prefix: "NETHESIS_MCP_")
    ).settings
    let page = try ApprovalURL(link, trusting: settings.publicURL)
    let approver = try approver()
    let destination = try destination()
    defer { destination?.discard() }
    try ApprovalSession(client: ApprovalClient(page, settings), approver: approver, destination: destination).run()
  }

  private func approver() throws(CommandFailure) -> Approver {
    if passwordStdin { return .standardInput }
    if decline { return .decided(.decline) }
    if revoke { return .decided(.revoke) }
    guard let terminal = Terminal() else {
      throw .usage("there is no terminal to ask at; give the password by --password-stdin, or use --decline")
    }
    return .person(terminal)
  }

  /// The destination of secrets; a script gets only explicitly requested output on standard output.
  private func destination() throws(CommandFailure) -> SecretDestination? {
    if let tokenTo {
      if tokenTo == "-" { try StandardStream.checkOutput() }
      return try SecretDestination(HomePath.expanded(tokenTo))
    }
    guard passwordStdin else { return nil }
    guard isatty(STDOUT_FILENO) == 1 else {
      throw .usage("what is secret of the answer is shown once: say with --token-to where, a new file or - for here")
    }
    return .output
  }
}
