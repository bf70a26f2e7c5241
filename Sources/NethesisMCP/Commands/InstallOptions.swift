import ArgumentParser
import ClientSetup
import ProcessEnvironment

/// The options that `install` and `uninstall` share.
struct InstallOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The name of the entry.", valueName: "name")) var name = "nethesis"
  @Option(help: ArgumentHelp("Whose file: user, or project (the working folder).", valueName: "scope"))
  var scope = "user"
  @Flag(help: "Let the client's own command do it.") var native = false
  @Flag(help: "Show what would change, and write nothing.") var dryRun = false

  /// The file of a client that the options mean.
  func target(_ client: String?) throws(CommandFailure) -> InstallTarget {
    guard let scope = ConfigScope(rawValue: scope) else { throw .usage("--scope is user or project") }
    return try InstallTarget(try Self.client(client), scope, name: name)
  }

  private static func client(_ name: String?) throws(CommandFailure) -> MCPClient {
    guard let name else {
      throw .usage("name a client: \(MCPClient.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return try MCPClient.named(name)
  }
}
