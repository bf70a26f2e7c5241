package import JSON

/// The commands of the program with their options, as ArgumentParser describes them.
package struct CommandSyntax: Sendable {
  /// An option or a flag.
  package struct Option: Sendable, Hashable {
    /// The names with their dashes, the preferred one first.
    package let names: [String]
    /// The kind of value in a word, such as `file`; `nil` for a flag.
    package let valueName: String?
    /// The listed values; empty if any is allowed.
    package let values: [String]
    /// Whether it may be given several times.
    package let isRepeating: Bool
    /// The purpose of the option.
    package let abstract: String
  }

  /// An argument without a name.
  package struct Positional: Sendable, Hashable {
    /// The kind of value in a word, such as `tool`.
    package let valueName: String
    /// The listed values; empty if any is allowed.
    package let values: [String]
    /// Whether it takes all words that follow.
    package let isRepeating: Bool
  }

  /// The name of the command.
  package let name: String
  /// The purpose of the command.
  package let abstract: String
  /// The options and flags, in the order of the help.
  package private(set) var options: [Option] = []
  /// The arguments without a name.
  package private(set) var positionals: [Positional] = []
  /// The commands below this one.
  package private(set) var commands: [CommandSyntax] = []
  /// The name of the command that runs if none is given; `nil` if there is no such.
  package let defaultCommand: String?

  /// The most levels of commands that are read; there are two.
  private static let maximumDepth = 4

  /// Reads the description that `--experimental-dump-help` prints of a command.
  package init(_ command: JSONValue) { self.init(command, depth: 0) }

  private init(_ command: JSONValue, depth: Int) {
    name = command["commandName"]?.string ?? ""
    abstract = command["abstract"]?.string ?? ""
    defaultCommand = command["defaultSubcommand"]?.string
    for argument in command["arguments"]?.array ?? [] where argument["shouldDisplay"] != false {
      add(argument)
    }
    guard depth < Self.maximumDepth else { return }
    commands = (command["subcommands"]?.array ?? []).filter { $0["shouldDisplay"] != false }
      .map { CommandSyntax($0, depth: depth + 1) }
  }

  private mutating func add(_ argument: JSONValue) {
    let valueName = argument["valueName"]?.string ?? ""
    let values = (argument["allValues"]?.array ?? []).compactMap(\.string)
    let isRepeating = argument["isRepeating"] == true
    guard argument["kind"] != "positional" else {
      positionals.append(Positional(valueName: valueName, values: values, isRepeating: isRepeating))
      return
    }
    let names = (argument["names"]?.array ?? []).compactMap { name -> String? in
      guard let text = name["name"]?.string else { return nil }
      return name["kind"] == "short" ? "-\(text)" : "--\(text)"
    }
    let preferred = names.filter { $0.hasPrefix("--") } + names.filter { !$0.hasPrefix("--") }
    let option = Option(
      names: preferred,
      valueName: argument["kind"] == "option" ? valueName : nil,
      values: values,
      isRepeating: isRepeating,
      abstract: argument["abstract"]?.string ?? ""
    )
    options.append(option)
  }

  /// Finds an option by one of its names.
  package func option(named name: String) -> Option? { options.first { $0.names.contains(name) } }

  /// Finds a command below this one.
  package func command(named name: String) -> CommandSyntax? { commands.first { $0.name == name } }
}
