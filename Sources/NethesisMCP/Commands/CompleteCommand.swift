import APITools
import ArgumentParser
import Calls
import ClientSetup
import EventThread
import JSON
import Logging
import MCP
import Operations
import ProcessEnvironment
import Settings

/// The hidden command that the scripts of ``CompletionsCommand`` run: prints the candidates at the cursor.
///
/// It never fails and says nothing: whoever completes a line sees only candidates.
enum CompleteCommand {
  static let name = "complete"

  /// Settings that decide which names are published.
  private static let settings: Set<Setting> = [.spec, .overlay, .config, .include, .exclude, .readOnly]

  /// Prints the candidates.
  ///
  /// - Parameter arguments: The shell; for bash the position of the word, the line up to the cursor and `COMP_WORDS`,
  ///   for the others the words behind the program's name, the last one up to the cursor.
  static func run(_ arguments: [String]) {
    guard let shell = arguments.first.flatMap(CompletionShell.init(rawValue:)),
      let program = (try? JSONParser.parse(RootCommand._dumpHelp()))?["command"].map({ CommandSyntax($0) }),
      let line = CommandLineWords(Array(arguments.dropFirst()), shell, variables: Environment.variables(prefix: ""))
    else { return }
    let request = CompletionRequest(line.words, current: line.current.text, of: program)
    let lines = try? EventThread.run(
      usesDispatch: false,
      throwing: { thread in
        let names = await PublishedNames(
          options: options(request),
          environment: environment(),
          on: thread
        )
        let (head, offer) = await Completion(request, names, .program).offer()
        let typed = String(line.current.text.dropFirst(head.count))
        return switch shell {
        case .bash: CompletionLines.bash(offer, head: head, typed: typed, word: line.current, token: line.token)
        case .zsh, .fish: CompletionLines.described(offer, head: head, typed: typed)
        }
      }
    )
    guard let lines, !lines.isEmpty else { return }
    StandardStream.write(lines.joined(separator: "\n") + "\n", to: 1)
  }

  private static func options(_ request: CompletionRequest) -> [Setting: [String]] {
    var options: [Setting: [String]] = [:]
    for (name, value) in request.options {
      guard let setting = Setting(rawValue: String(name.dropFirst(2))), settings.contains(setting) else { continue }
      options[setting, default: []].append(value ?? "true")
    }
    // A filter that is being written must not hide what it can name.
    if case .value(let option) = request.point, ["--include", "--exclude"].contains(option.names[0]) {
      options[.include] = nil
      options[.exclude] = nil
    }
    return options
  }

  private static func environment() -> [String: String] {
    let names = settings.map(\.variable)
    let endings = names.map { "__" + $0.dropFirst(Setting.variablePrefix.count) }
    return Environment.variables(prefix: Setting.variablePrefix).filter { name, _ in
      names.contains(name) || endings.contains { name.hasSuffix($0) }
    }
  }
}

extension Completion.Choices {
  /// The listed values of this program.
  static var program: Self {
    var choices = Self()
    choices.values = [
      "--tools": ToolMode.allCases.map(\.rawValue), "--dialect": ToolDialect.allCases.map(\.rawValue),
      "--secrets": SecretPolicy.allCases.map(\.rawValue), "--era": EraSupport.allCases.map(\.rawValue),
      "--log-level": Logger.Level.allCases.map(\.rawValue), "--scope": ConfigScope.allCases.map(\.rawValue),
      "help": RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName },
    ]
    choices.clients = MCPClient.allCases.map(\.rawValue)
    choices.documentOptions = Set(Setting.allCases.filter { $0.reach == .document }.compactMap(\.option))
    return choices
  }
}
