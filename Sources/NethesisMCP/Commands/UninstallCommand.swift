import ArgumentParser
import ClientSetup
import ProcessEnvironment

/// Takes this server out of the configuration of an MCP client.
struct UninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Takes the server out of an MCP client's file.",
    usage: "nethesis-mcp uninstall <client> [<options>]",
    discussion: """
      The file is then as it was before `install`, byte for byte, with the changes
      that others made since; an entry that --replace replaced is back. The file as
      it was until now is kept. An entry that starts another program, and that
      `install` did not write, stays.

      Examples:
        nethesis-mcp uninstall claude-code
        nethesis-mcp uninstall cursor --scope project
      """
  )

  @Argument(help: "The client.") var client: String?
  @OptionGroup var options: InstallOptions

  func run() throws {
    let target = try options.target(client)
    if options.native { return try NativeInstallation(target, isDry: options.dryRun).uninstall() }
    let outcome = try Installation(target: target, isDry: options.dryRun).uninstall()
    try InstallReport(target).changes(outcome, isDry: options.dryRun)
    if outcome.before != outcome.after, !options.dryRun {
      try StandardStream.output("Next: \(target.client.title) stops using it when it is started again.")
    }
  }
}
