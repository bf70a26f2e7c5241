import JSON

/// A command as `--experimental-dump-help` tells it, with the commands below it.
struct CommandTree {
  /// An option, a flag or an argument.
  struct Argument {
    /// The names with their hyphens; none if it is positional.
    let names: [String]
    /// The word for its value; `nil` for a flag.
    let value: String?
    let text: String
    let isOptional: Bool
    let isRepeating: Bool
  }

  let name: String
  let abstract: String
  let discussion: String
  let arguments: [Argument]
  let commands: [CommandTree]
  /// The command that runs when none is named.
  let defaultCommand: String?

  /// Reads the dump of a whole command line.
  init(_ dump: JSONValue) throws {
    guard let command = dump["command"] else { throw PackagingError("the dump of the help has no command") }
    try self.init(command: command, depth: 0)
  }

  /// Reads a command.
  ///
  /// Commands are nested twice at most: a deeper dump is none of this program.
  private init(command: JSONValue, depth: Int) throws {
    guard depth <= 3, let name = command["commandName"]?.string else {
      throw PackagingError(
        "the dump of the help has a command without a name, or too deep: \(command["commandName"] ?? nil)"
      )
    }
    self.name = name
    abstract = command["abstract"]?.string ?? ""
    discussion = command["discussion"]?.string ?? ""
    defaultCommand = command["defaultSubcommand"]?.string
    arguments = Argument.all(command["arguments"]?.array ?? [])
    commands = try (command["subcommands"]?.array ?? [])
      .filter { $0["shouldDisplay"]?.bool == true && $0["commandName"]?.string != "help" }
      .map { try CommandTree(command: $0, depth: depth + 1) }
  }
}

extension CommandTree.Argument {
  /// The arguments that are shown; the two flags of a choice, such as `--page` and `--no-page`, are one.
  static func all(_ dump: [JSONValue]) -> [Self] {
    dump.filter { $0["shouldDisplay"]?.bool == true }.map(Self.init).reduce(into: []) { all, argument in
      let pair = argument.names.first.map { $0.replacing("--no-", with: "--") }
      if let last = all.last, let pair, last.names == [pair], last.text == argument.text, argument.names != [pair] {
        all[all.count - 1] = last.adding(argument.names)
      } else {
        all.append(argument)
      }
    }
  }

  private func adding(_ names: [String]) -> Self {
    Self(names: self.names + names, value: value, text: text, isOptional: isOptional, isRepeating: isRepeating)
  }

  init(_ argument: JSONValue) {
    names = (argument["names"]?.array ?? []).compactMap { name in
      name["name"]?.string.map { (name["kind"]?.string == "short" ? "-" : "--") + $0 }
    }
    value = argument["kind"]?.string == "flag" ? nil : argument["valueName"]?.string ?? "value"
    let standard = argument["defaultValue"]?.string
    let text = argument["abstract"]?.string ?? ""
    self.text = standard.map { text.contains("(default") ? text : "\(text) (default: \($0))" } ?? text
    isOptional = argument["isOptional"]?.bool ?? true
    isRepeating = argument["isRepeating"]?.bool ?? false
  }
}
