import ArgumentParser
import ClientSetup
import JSON
import OpenAPI
import ProcessEnvironment
import Settings

/// Puts this server into the configuration of an MCP client.
struct InstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Puts the server into an MCP client's file.",
    usage: """
      nethesis-mcp install <client> [<options>] [-- <options of the server>]
      nethesis-mcp install --list
      """,
    discussion: """
      It shows what changes, writes it, starts what it wrote, and says what to do
      next in the client. Everything else in the file stays byte for byte, and the
      file as it was is kept. An entry of the same name that it wrote is changed,
      once the new one has been started; another one only with --replace. That it
      works means: it starts, lists its tools, and nothing that calls need is known
      to be missing. No call is sent. The clients:

        claude-desktop  claude-code  cursor     vscode  devin  zed        codex
        gemini-cli      copilot-cli  opencode   goose   kiro   lm-studio
        jetbrains       junie        cline

      Options of the server come after --. A secret is none of them: put the token
      into a file that only you can read, and name the file.

      Examples:
        nethesis-mcp install claude-code -- --token-file ~/.nethesis-token
        nethesis-mcp install codex -- --sandbox
        nethesis-mcp install cursor --scope project
        nethesis-mcp install vscode --http http://127.0.0.1:8722/mcp
        nethesis-mcp install zed --print
        nethesis-mcp install --list

      It ends with 0 when the entry works, with 1 when it does not, or when calls
      will fail, and with 2 when options are wrong.
      """
  )

  @Argument(help: "The client.") var client: String?
  @Flag(help: "List the clients of this machine, and whether their entries work.") var list = false
  @Flag(help: "Print the entry and the link that installs it, and write nothing.") var print = false
  @Option(help: ArgumentHelp("The URL of a server that runs already.", valueName: "url")) var http: String?
  @Flag(help: "Replace an entry of the same name that install did not write; uninstall puts it back.")
  var replace = false
  @OptionGroup var options: InstallOptions
  @Argument(parsing: .postTerminator, help: "Options of the server, after --.") var server: [String] = []

  func run() throws {
    if list {
      let isPlain = options.scope == ConfigScope.user.rawValue && !options.native && !options.dryRun
      guard client == nil, server.isEmpty, http == nil, !print, !replace, isPlain else {
        throw CommandFailure.usage("--list takes no client and no other option than --name")
      }
      for line in try InstallList(name: options.name).lines() { try StandardStream.output(line) }
      return
    }
    let target = try options.target(client)
    let entry = ServerEntry(name: target.name, transport: try transport(for: target))
    guard !replace || !options.native else {
      throw CommandFailure.usage("--replace is not for --native: the client's own command decides what it replaces")
    }
    if print { return try printEntry(entry, target) }
    if let note = target.client.noteOnName(client) { StandardStream.say(note) }
    let report = InstallReport(target)
    let absence = target.client.absence(in: try InstallTarget.places)
    var check: InstalledEntry.Check?
    if options.native {
      try NativeInstallation(target, isDry: options.dryRun).install(entry)
    } else {
      if !options.dryRun {
        let planned = try Installation(target: target, isDry: true).install(entry, replaces: replace)
        check = try report.checkReplacement(planned)
      }
      let outcome = try Installation(target: target, isDry: options.dryRun).install(entry, replaces: replace)
      try report.changes(outcome, isDry: options.dryRun)
    }
    if let absence { try StandardStream.output(absence) }
    guard !options.dryRun else { return }
    let isHopeful = try report.check(check)
    try report.hints(for: entry)
    if !isHopeful { throw ExitStatus.failed }
  }

  /// Refuses options of the server before `--`, with the place where they belong.
  static func checkTerminator(_ arguments: [String]) throws(CommandFailure) {
    guard arguments.first == configuration.commandName else { return }
    let names = arguments.prefix { $0 != "--" }.map { String($0.prefix { $0 != "=" }) }
    guard let name = names.first(where: { name in Setting.allCases.contains { $0.option == name } }) else { return }
    let client = arguments.dropFirst().lazy.compactMap(MCPClient.init(named:)).first ?? .codex
    let setting = Setting.allCases.first { $0.option == name }
    let value = setting?.placeholder.map { " \($0)" } ?? ""
    throw .usage(
      "\(name) is an option of the server; those come after --: nethesis-mcp install \(client.rawValue) -- \(name)\(value)"
    )
  }

  /// The way to reach the server, checked for this client and scope.
  private func transport(for target: InstallTarget) throws(CommandFailure) -> ServerEntry.Transport {
    if let http {
      guard server.isEmpty else {
        throw .usage("--http is for a server that runs already: options after -- are not for it")
      }
      guard target.client.takesHTTP else {
        throw .usage("\(target.client.title) takes no server on HTTP from its file; leave --http out")
      }
      _ = try EndpointURL.read(http)
      return .http(url: http)
    }
    let words = server.first == StdioCommand.configuration.commandName ? Array(server.dropFirst()) : server
    try ServerOptions.checkSecrets(words)
    do { _ = try CommonOptions.parse(words) } catch {
      let isHelp = CommonOptions.exitCode(for: error) == .success
      if isHelp { throw .usage("after -- come options of the server; nethesis-mcp stdio --help lists them") }
      throw .usage("after -- come options of the server. \(ParsingFailure.hidden(CommonOptions.message(for: error)))")
    }
    guard let folder = FilePath.workingFolder else { throw .failed("the working folder does not exist any more") }
    let options = try ServerOptions(words, in: target.project, workingFolder: folder)
    let path = try InstallTarget.places.variables["PATH"] ?? ""
    let command =
      target.scope == .project
      ? OwnProgram.name : try OwnProgram.command(searching: path)
    return .stdio(command: command, arguments: options.arguments)
  }

  /// Prints the entry as the content of a file, then a blank line and the link.
  private func printEntry(_ entry: ServerEntry, _ target: InstallTarget) throws {
    StandardStream.say("\(target.client.title) reads this from \(target.path):")
    let text = try target.client.file(with: entry).bytes
    try StandardStream.output(String(String(decoding: text, as: UTF8.self).dropLast()))
    if let link = target.client.link(for: entry) { try StandardStream.output("\n\(link)") }
  }
}
