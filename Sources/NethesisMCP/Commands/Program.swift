import ArgumentParser
import Glibc
import OpenAPI

/// The program: takes the command line and ends the process.
package enum Program {
  package static func main() -> Never {
    StandardStream.openMissing()
    // A file that may not grow is an error of the write, which says so.
    _ = signal(SIGXFSZ, SIG_IGN)
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs a command; what it has to say in the end it says on standard error, help and version on standard output.
  static func run(_ arguments: [String]) -> ExitStatus {
    do {
      try checkCommand(arguments.first)
      var command = try RootCommand.parseAsRoot(arguments)
      try DescriptorLimit.check()
      try command.run()
      return .success
    } catch {
      return report(error)
    }
  }

  /// Without this a mistyped command would be an argument of the default one, and the answer its usage.
  private static func checkCommand(_ word: String?) throws(CommandFailure) {
    let commands = RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !commands.contains(word) else { return }
    let hint = commands.nearest(to: word).map { " (did you mean \($0)?)" } ?? ""
    throw .usage("there is no command \(word)\(hint); there are \(commands.joined(separator: ", "))")
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

  /// ArgumentParser ends with 64 where the usage is wrong; here that is 2.
  private static func reportParsing(_ error: any Error) -> ExitStatus {
    let text = RootCommand.fullMessage(for: error)
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

/// Ends a command that has said what there is to say.
extension ExitStatus: Error {}
