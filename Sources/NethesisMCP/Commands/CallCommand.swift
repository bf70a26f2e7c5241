import ArgumentParser
import Assembly
import Calls
import EventThread
import JSON
import ProcessEnvironment
import Sandbox
import Settings
import Synchronization

/// Calls one tool from a script.
struct CallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call",
    abstract: "Calls one tool and prints its result.",
    discussion: """
      The result is printed as JSON on standard output, everything else on standard
      error. Arguments are name=value. The value is text where the schema of the
      tool takes text, and else what it takes: a number, true, false, null, or JSON.
      A list is its name several times: tag=a tag=b. name:=json gives a value as
      JSON in any case. There is no short form for members of objects. A single
      argument that begins with { is a JSON object with all of them.

      Other users of this machine can read command lines: give a password by
      --password-prompt, which asks at the terminal, by --password-stdin, or with
      the other arguments by --arguments.

      A secret of the answer, such as the token of a new key, is part of the result
      if a password was given. --token-to puts it into a new file that only you can
      read, or alone on standard output with -, and the rest of the result on
      standard error; an answer to a call that takes no password has its secrets by
      --token-to alone.

      Examples:
        nethesis-mcp call list_api_keys
        nethesis-mcp call create_api_key name=backup mode=read expires_in_days=30 \\
            --password-prompt --token-to token.txt
        nethesis-mcp call create_api_key --arguments key.json
        nethesis-mcp call create_api_key '{"name": "backup", "mode": "read"}' \\
            --password-prompt

      At a terminal, a call that needs a session offers to sign in first.

      It ends with 0 when the tool succeeded, 1 when it failed, and 2 when options
      or arguments are wrong.
      """
  )

  @Argument(help: "The name of the tool; the command tools lists them.") var tool: String
  @Argument(help: "Arguments of the tool: name=value, name:=json, or one JSON object.") var words: [String] = []
  @Option(help: ArgumentHelp("A JSON object with arguments, - for standard input.", valueName: "file"))
  var arguments: String?
  @Flag(help: "Take the first line of standard input for the tool's secret argument.") var passwordStdin = false
  @Flag(help: "Ask at the terminal for the tool's secret argument.") var passwordPrompt = false
  @Option(help: ArgumentHelp("A new file for the secrets of the answer, - for standard output.", valueName: "file"))
  var tokenTo: String?
  @OptionGroup var options: CommonOptions

  func run() throws {
    guard arguments != "-" || !passwordStdin else {
      throw CommandFailure.usage("--arguments - and --password-stdin cannot both read standard input")
    }
    guard !passwordPrompt || !passwordStdin else {
      throw CommandFailure.usage("--password-prompt and --password-stdin cannot both give the password")
    }
    let startup = try Startup(options)
    let given = try CallArguments(
      words: words,
      object: arguments.map { (path) throws(CommandFailure) in try CallArguments.object(file: HomePath.expanded(path))
      },
      secret: secret(startup.settings),
      by: passwordPrompt ? "--password-prompt" : "--password-stdin"
    )
    if let secret = given.secret { startup.redactor.add(secret) }
    let destination = try tokenTo.map { (path) throws(CommandFailure) in try SecretDestination(HomePath.expanded(path))
    }
    defer { destination?.discard() }
    let report = CallReport(destination: destination)
    // Where standard input is read for something else, it is not a person that is asked.
    let canAsk = arguments != "-" && !passwordStdin && OfferedSignIn.isPossible
    guard let offered = try call(given, startup, report, canAsk: canAsk) else { return }
    // Without a session the call says itself what to do.
    _ = try offered.accepted()
    _ = try call(given, startup, report, canAsk: false)
  }

  private func secret(_ settings: Settings) throws(CommandFailure) -> String? {
    if passwordPrompt {
      // The sandbox introduces itself only when it runs, which is after this.
      if settings.usesSandbox { StandardStream.say("The sandbox's password is \(Account.mario.password)") }
      return try TypedSecret.prompted()
    }
    return passwordStdin ? try TypedSecret.line(descriptor: 0) : nil
  }

  /// Makes the call, or finds that somebody could sign in first.
  private func call(
    _ given: CallArguments,
    _ startup: Startup,
    _ report: CallReport,
    canAsk: Bool
  ) throws -> OfferedSignIn? {
    let (tool, values) = (tool, options.values)
    return try EventThread.run(throwing: { thread in
      try await withBackend(startup) { backend in
        // Secrets that a person enters here pass no model.
        var options = Assembly.Options()
        options.secrets =
          report.destination != nil ? .inline : startup.settings.secrets == .strict ? .auto : nil
        let delivery = Mutex<PendingDelivery?>(nil)
        options.transport = "call"
        options.handOver = { pending in delivery.withLock { $0 = pending } }
        let assembly = try await Assembly(startup, backend, options, on: thread)
        let callable = try assembly.tool(named: tool)
        let arguments = try given.arguments(of: callable)
        if callable.givesSecrets { try report.check() }
        if canAsk, let document = await assembly.documentLackingSession(tool: tool) {
          return OfferedSignIn(document: document.name, api: "\(document.servers.main.base)", options: values)
        }
        let outcome = try await assembly.call(tool: tool, arguments: arguments)
        try await report.print(outcome, delivery.withLock { $0 })
        return nil
      }
    })
  }
}
