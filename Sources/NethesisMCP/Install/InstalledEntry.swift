import ArgumentParser
import ClientSetup
import JSON
import ProcessEnvironment
import Settings

/// An entry as it stands in a client's file.
struct InstalledEntry {
  let client: MCPClient
  let members: JSONObject

  /// The form of an entry, for a person, without the secrets in it.
  var summary: String {
    if let (command, arguments) = client.command(of: members) {
      return Self.shown([command] + arguments).joined(separator: " ")
    }
    return client.url(of: members).map { Self.shown([$0])[0] } ?? "no program and no URL"
  }

  /// The words of a command line without secrets, by their form or by the option before them.
  static func shown(_ words: [String]) -> [String] {
    var followsSecretName = false
    return words.map { word in
      defer { followsSecretName = word.hasPrefix("-") && !word.contains("=") && isSecretOption(word) }
      if followsSecretName, !word.hasPrefix("-") { return "(not shown)" }
      let name = word.prefix { $0 != "=" }
      if name.count < word.count, isSecretOption(name) { return "\(name)=(not shown)" }
      return SecretShape.mayHold(word) ? "(not shown)" : word
    }
  }

  /// Whether the value of an option is a secret; the name of a file with one is none.
  private static func isSecretOption(_ name: some StringProtocol) -> Bool {
    SecretShape.isSecretName(name) && !name.hasSuffix("file")
  }

  /// Whether it names this program, by its name or by its file.
  func isOwn(searching path: String) -> Bool {
    guard let (command, _) = client.command(of: members) else { return false }
    return FilePath.name(of: command) == OwnProgram.name || OwnProgram.isStarted(by: command, searching: path)
  }

  /// Starts the program of the entry as the client would, and returns the names of the tools.
  func tools(searching path: String) throws -> [String] {
    if let (command, arguments) = client.command(of: members) {
      guard let file = OwnProgram.file(of: command, searching: path) else {
        throw CommandFailure.failed(
          command.contains("/")
            ? "there is no program \(command)"
            : "there is no program \(command) in the folders of PATH; put it there (README, Use it)"
        )
      }
      return try EntryCheck.tools(of: file, arguments, variables: variables)
    }
    guard let url = client.url(of: members) else {
      throw CommandFailure.failed("the entry names no program and no URL")
    }
    return try EndpointCheck.tools(of: EndpointURL.read(url))
  }

  /// The settings of this program that the entry gives as variables; one that the client replaces is left out.
  private var variables: [String] {
    client.variables(of: members).filter { $0.key.hasPrefix(Setting.variablePrefix) && !$0.value.contains("{") }
      .map { "\($0.key)=\($0.value)" }
  }

  /// Whether a start would be recorded in a file that a variable names.
  private var isAudited: Bool { client.variables(of: members).keys.contains { $0 == Setting.audit.variable } }

  /// The reason for which the entry is not started by a list; `nil` if it may be.
  ///
  /// A file of a project comes from others: their options must name no files elsewhere.
  func objectionToStart(in project: String?, searching path: String) -> String? {
    guard let (command, arguments) = client.command(of: members) else {
      return project == nil ? nil : "on HTTP, in a file of the project"
    }
    // The cause is what starting it would say.
    guard OwnProgram.file(of: command, searching: path) != nil else { return nil }
    guard OwnProgram.isStarted(by: command, searching: path) else { return "another program" }
    let words = Self.options(of: arguments)
    // With `--option=value`, too, which a plain command line has not.
    guard let values = PlainCommandLine(arguments)?.values ?? (try? CommonOptions.parse(words))?.values,
      values[.audit] == nil, !isAudited
    else { return "started in another way" }
    guard let project else { return nil }
    let documents = (values[.spec] ?? []).map { DocumentName.split($0)?.value ?? $0 }
    // The contents of a configuration file are not seen here.
    guard values[.config] == nil, !documents.contains(where: DocumentURL.isURL) else {
      return "its options name files elsewhere"
    }
    let isSafe = (try? ServerOptions(words, in: project, workingFolder: project)) != nil
    return isSafe && variables.isEmpty ? nil : "its options name files elsewhere"
  }

  /// The options of a server on standard input and output, without the name of that command.
  static func options(of arguments: [String]) -> [String] {
    arguments.first == StdioCommand.configuration.commandName ? Array(arguments.dropFirst()) : arguments
  }
}
