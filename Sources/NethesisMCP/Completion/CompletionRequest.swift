/// A command line up to the cursor, and the part of it that is to be completed.
package struct CompletionRequest: Sendable {
  /// The kind of part at the cursor.
  package enum Point: Sendable, Hashable {
    /// A command below the present one, or an option.
    case command
    /// The name of an option.
    case option
    /// The value of an option.
    case value(CommandSyntax.Option)
    /// An argument without a name, by its position.
    case positional(Int)
  }

  /// The command at hand.
  package private(set) var command: CommandSyntax
  /// The options before the cursor, by their preferred names; flags have no value.
  package private(set) var options: [(name: String, value: String?)] = []
  /// The arguments without a name before the cursor.
  package private(set) var positionals: [String] = []
  /// The kind of part at the cursor.
  package private(set) var point = Point.command
  /// Whether `--` stands before the cursor, so that no word is an option.
  package private(set) var isPlain = false
  /// The beginning of the word that stays, such as `--spec=`.
  package private(set) var head = ""
  /// The part to complete, up to the cursor.
  package private(set) var typed: String

  /// Reads the words of a command line.
  ///
  /// - Parameters:
  ///   - words: The words between the program's name and the cursor's word, without quotes.
  ///   - current: The cursor's word, up to the cursor.
  ///   - program: The syntax of the program.
  package init(_ words: [String], current: String, of program: CommandSyntax) {
    command = program
    typed = current
    var awaiting: CommandSyntax.Option?
    for word in words {
      if let option = awaiting {
        options.append((option.names[0], word))
        awaiting = nil
      } else if !isPlain, word == "--" {
        if command.name == "install", let server = program.command(named: program.defaultCommand ?? "") {
          // The server's own options follow.
          (command, options, positionals) = (server, [], [])
        } else {
          isPlain = true
          useDefault()
        }
      } else if !isPlain, word.count > 1, word.hasPrefix("-") {
        useDefault()
        awaiting = takeOption(word)
      } else if !isPlain, positionals.isEmpty, options.isEmpty, let next = command.command(named: word) {
        command = next
      } else {
        useDefault()
        positionals.append(word)
      }
    }
    setPoint(awaiting, current)
  }

  /// Reads an option's name, with its value behind an equals sign if there is one.
  ///
  /// - Returns: The option whose value is the next word.
  private mutating func takeOption(_ word: String) -> CommandSyntax.Option? {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = option(named: parts[0]) else { return nil }
    if parts.count == 1, option.valueName != nil { return option }
    options.append((option.names[0], parts.count > 1 ? parts[1] : nil))
    return nil
  }

  private mutating func setPoint(_ awaiting: CommandSyntax.Option?, _ current: String) {
    if let awaiting {
      point = .value(awaiting)
    } else if !isPlain, current.hasPrefix("-") {
      if let equals = current.firstIndex(of: "=") {
        guard let option = option(named: String(current[..<equals])), option.valueName != nil else {
          point = .positional(.max)
          return
        }
        head = String(current[...equals])
        typed = String(current[current.index(after: equals)...])
        point = .value(option)
      } else {
        point = .option
      }
    } else if !command.commands.isEmpty, positionals.isEmpty, options.isEmpty, !isPlain {
      point = .command
    } else {
      point = .positional(positionals.count)
    }
  }

  /// Goes on to the default command, to which everything but a command's name belongs.
  private mutating func useDefault() {
    if let name = command.defaultCommand, let next = command.command(named: name) { command = next }
  }

  /// The options at hand: also those of the command that runs by default.
  package var offeredOptions: [CommandSyntax.Option] {
    let further = command.defaultCommand.flatMap { command.command(named: $0) }?.options ?? []
    return further.filter { !command.options.contains($0) } + command.options
  }

  private func option(named name: String) -> CommandSyntax.Option? { offeredOptions.first { $0.names.contains(name) } }
}
