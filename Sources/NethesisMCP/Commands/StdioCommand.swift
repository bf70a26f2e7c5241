import ArgumentParser
import Assembly
import EventThread
import Glibc
import ProcessEnvironment
import Settings
import StepUp

/// Serves on standard input and output.
struct StdioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stdio",
    abstract: "Serves on standard input and output (the default).",
    discussion: """
      An MCP client starts this and speaks to it: one JSON-RPC message a line. It
      ends when standard input ends. Log lines go to standard error.

      A call without a session leads to a private page of this machine, on which a
      person signs in and approves; nethesis-mcp login does so beforehand.

      Examples:
        nethesis-mcp stdio --sandbox
        nethesis-mcp stdio --token-file ~/.nethesis-token
        nethesis-mcp stdio --spec api.yaml --backend https://api.example.com/v1
      """
  )

  @OptionGroup var options: CommonOptions

  func run() throws { try Self.serve(options.values) }

  /// Serves with what was given on the command line.
  static func serve(_ options: [Setting: [String]]) throws {
    let startup = try Startup(options)
    if isatty(STDIN_FILENO) == 1 {
      StandardStream.say(
        "nethesis-mcp waits for an MCP client on standard input; Ctrl-D ends it. See nethesis-mcp --help for more."
      )
    }
    try EventThread.run(throwing: { thread in
      try await withBackend(startup) { backend in
        let approval = startup.approvalService(signsIn: true) {
          DesktopBrowser(isWanted: startup.settings.opensBrowser)?.open
        }
        var options = Assembly.Options()
        (options.approval, options.transport, options.isServed) = (approval, "stdio", true)
        let assembly = try await Assembly(startup, backend, options, on: thread)
        try await assembly.serve(on: thread, eras: startup.settings.eras, asking: approval?.stepUp)
      }
    })
  }
}
