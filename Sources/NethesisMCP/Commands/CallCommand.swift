import APITools
import ArgumentParser
import EventThread
import JSON

/// Calls one tool from a script.
struct CallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call",
    abstract: "Calls one tool and prints its result.",
    discussion: """
      The result is printed as JSON on standard output, everything else on standard
      error. Arguments are name=value; where the tool's schema asks for a number or
      for true or false, the value is read as one. name:=json gives a value as JSON:
      lists, objects, null. There is no short form for members of objects.

      Other users of this machine can read command lines: give a password by
      --password-stdin, or with the other arguments by --arguments.

      Examples:
        nethesis-mcp call list_api_keys
        nethesis-mcp call create_api_key name=backup mode=read expires_in_days=30 \\
            --password-stdin < password.txt
        nethesis-mcp call create_api_key --arguments key.json

      It ends with 0 when the tool succeeded, 1 when it failed, and 2 when options or
      arguments are wrong.
      """
  )

  @Argument(help: "The name of the tool; the command tools lists them.") var tool: String
  @Argument(help: "Arguments of the tool: name=value or name:=json.") var words: [String] = []
  @Option(help: ArgumentHelp("A JSON object with arguments, - for standard input.", valueName: "file"))
  var arguments: String?
  @Flag(help: "Take the first line of standard input for the tool's secret argument.") var passwordStdin = false
  @OptionGroup var options: CommonOptions

  func run() throws {
    guard arguments != "-" || !passwordStdin else {
      throw CommandFailure.usage("--arguments - and --password-stdin cannot both read standard input")
    }
    let startup = try Startup(options)
    let given = try CallArguments(
      words: words,
      object: arguments.map(CallArguments.object(file:)),
      secret: passwordStdin ? CallArguments.secret(descriptor: 0) : nil
    )
    if let secret = given.secret { startup.redactor.add(secret) }
    let tool = tool
    let outcome = try EventThread.run(throwing: { thread in
      try await withBackend(startup) { backend in
        // What a person gives here comes through no model.
        let secrets: SecretPolicy? = startup.settings.secrets == .strict ? .auto : nil
        let assembly = try await Assembly(startup, backend, secrets: secrets, transport: "call", on: thread)
        let arguments = try given.arguments(of: try assembly.tool(named: tool))
        return try await assembly.call(tool: tool, arguments: arguments)
      }
    })
    try print(outcome)
  }

  private func print(_ outcome: CallOutcome) throws {
    if let result = outcome.result { try StandardStream.output(result.description) }
    if !outcome.words.isEmpty { StandardStream.say(outcome.words) }
    if outcome.isError { throw ExitStatus.failed }
  }
}
