import Assembly
import ArgumentParser
import ClientSetup
import EventThread
import JSON
import ProcessEnvironment
import Settings

extension InstalledEntry {
  /// The outcome of starting an entry and asking it for its tools.
  struct Check {
    /// The names of the tools.
    let tools: [String]
    /// The obstacles to calls; `nil` if they cannot be known from here.
    let forecast: CallForecast?

    /// Whether no call can work.
    var isHopeless: Bool { forecast?.isHopeless == true }

    /// The outcome in words, without a full stop.
    var count: String { "\(tools.count) \(tools.count == 1 ? "tool" : "tools")" }

    /// The outcome in words, with a line for each further obstacle.
    func sentence(naming names: String) -> String {
      let obstacles = forecast?.obstacles ?? []
      guard !obstacles.isEmpty else { return "It works: \(count)\(names)." }
      let extent = isHopeless ? "calls will fail" : "some calls will fail"
      return "It starts and lists \(count)\(names), but \(extent): \(obstacles.joined(separator: "\n"))"
    }
  }

  /// Starts the entry as the client would, and looks at what its calls would need.
  ///
  /// - Parameters:
  ///   - path: The folders with programs.
  ///   - isQuiet: Whether warnings about the options are left out.
  /// - Returns: The tools and the obstacles to calls.
  /// - Throws: ``CommandFailure`` if it does not start or does not list its tools.
  func check(searching path: String, isQuiet: Bool = false) throws -> Check {
    Check(tools: try tools(searching: path), forecast: try forecast(searching: path, isQuiet: isQuiet))
  }

  /// The obstacles to calls; `nil` for another program or a server on HTTP, and where the client adds to the
  /// environment what is not known here.
  func forecast(searching path: String, isQuiet: Bool) throws -> CallForecast? {
    guard let (command, arguments) = client.command(of: members), !hasUnknownVariables,
      OwnProgram.isStarted(by: command, searching: path)
    else { return nil }
    guard var options = (try? CommonOptions.parse(Self.options(of: arguments)))?.values else { return nil }
    options[.logLevel] = [isQuiet ? "critical" : "warning"]
    let own = client.variables(of: members).filter { $0.key.hasPrefix(Setting.variablePrefix) }
    let startup = try Startup(options: options, environment: own)
    // The sandbox has credentials of its own.
    guard !startup.settings.usesSandbox else { return nil }
    return try EventThread.run(throwing: { thread in
      try await withBackend(startup) { backend in
        let assembly = try await Assembly(startup, backend, on: thread)
        let forecast = await CallForecast(assembly)
        await assembly.close()
        return forecast
      }
    })
  }

  /// Whether the client takes variables of this program from elsewhere.
  private var hasUnknownVariables: Bool {
    let isReplaced = client.variables(of: members).contains { name, value in
      name.hasPrefix(Setting.variablePrefix) && (value.contains("$") || value.contains("{"))
    }
    let names = ["env_vars", "env_keys"].flatMap { members[$0]?.array?.compactMap(\.string) ?? [] }
    return isReplaced || members["envFile"] != nil || names.contains { $0.hasPrefix(Setting.variablePrefix) }
  }
}
