import ArgumentParser
import Glibc
import OpenAPI
import ProcessEnvironment
import Settings

/// The program: runs the command line and exits the process.
package enum Program {
  /// Runs the command of the process's arguments, and exits with its status.
  package static func main() -> Never {
    StandardStream.openMissing()
    CoreFile.prevent()
    // A write that exceeds the file size limit then fails with an error, which is reported.
    _ = signal(SIGXFSZ, SIG_IGN)
    exit(run(ProcessArguments.afterName).rawValue)
  }

  /// Runs a command; errors go to standard error, help and version to standard output.
  static func run(_ arguments: [String]) -> ExitStatus {
    if arguments.first == CompleteCommand.name {
      CompleteCommand.run(Array(arguments.dropFirst()))
      return .success
    }
    do {
      if let line = PlainCommandLine(arguments) {
        try DescriptorLimit.check()
        try StdioCommand.serve(line.values)
        return .success
      }
      if VersionReport.isWanted(arguments) {
        try StandardStream.output(VersionReport.text)
        return .success
      }
      try checkCommand(arguments.first)
      try InstallCommand.checkTerminator(arguments)
      try checkEndpoint(arguments)
      var command = try RootCommand.parseAsRoot(arguments)
      try DescriptorLimit.check()
      try command.run()
      return .success
    } catch {
      return report(error)
    }
  }

  /// Refuses an unknown command; otherwise it would be taken as an argument of the default one, whose usage is then
  /// shown.
  private static func checkCommand(_ word: String?) throws(CommandFailure) {
    let commands = RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !commands.contains(word) else { return }
    if word == "version" { throw .usage("there is no command version; nethesis-mcp --version prints it") }
    throw .usage("there is no command \(commands.unknown(word)); there are \(commands.joined(separator: ", "))")
  }

  /// Refuses the URL of a running server where a command starts its own.
  private static func checkEndpoint(_ arguments: [String]) throws(CommandFailure) {
    let names = ["call", "tools", "read", "prompt", "doctor"]
    guard let name = arguments.first, names.contains(name) else { return }
    guard arguments.prefix(while: { $0 != "--" }).contains(where: { $0 == "--http" || $0.hasPrefix("--http=") }) else {
      return
    }
    throw .usage(
      "\(name) has no --http: it starts a server of its own, with the same options, such as --spec and --token-file. A "
        + "server on HTTP is for MCP clients: nethesis-mcp install CLIENT --http URL"
    )
  }

  private static func report(_ error: any Error) -> ExitStatus {
    switch error {
    case let status as ExitStatus: return status
    case let failure as CommandFailure:
      StandardStream.say("Error: \(failure)")
      return failure.exitCode
    case let error as SettingsError:
      StandardStream.say("Error: \(error)")
      return .usage
    default: return reportParsing(error)
    }
  }

  /// Maps the exit code of ArgumentParser for wrong usage, 64, to 2.
  private static func reportParsing(_ error: any Error) -> ExitStatus {
    let text = ParsingFailure.text(of: error)
    switch RootCommand.exitCode(for: error) {
    case .success:
      do throws(CommandFailure) { try StandardStream.output(text) } catch { return report(error) }
      return .success
    case .validationFailure:
      StandardStream.say(text)
      return .usage
    default:
      StandardStream.say(text)
      return .failed
    }
  }
}
