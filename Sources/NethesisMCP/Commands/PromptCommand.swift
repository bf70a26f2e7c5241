import ArgumentParser
import Assembly
import EventThread
import JSON
import MCP
import OpenAPI
import ProcessEnvironment
import Settings
import StepUp
import TextCoding

/// Prints the messages of a prompt, as a client gets them.
struct PromptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt",
    abstract: "Prints the messages of a prompt.",
    discussion: """
      They are what a client gets for the same settings. Without a name, the prompts
      and their arguments are listed. If a prompt has several messages, each has its
      role above it. With --json the result of the
      protocol is printed instead.

      Examples:
        nethesis-mcp prompt
        nethesis-mcp prompt create_api_key
        nethesis-mcp prompt create_api_key name=backup mode=read
      """
  )

  @Argument(help: ArgumentHelp("The name of a prompt.", valueName: "name"))
  var prompt: String?
  @Argument(help: "Arguments of the prompt: name=value.") var words: [String] = []
  @Flag(help: "Print the result of the protocol, as JSON.") var json = false
  @OptionGroup var options: CommonOptions

  func run() throws {
    try Assembly.using(Startup(options)) { assembly in
      let prompts = assembly.offer.catalog.prompts
      guard let name = prompt else {
        guard json else { return try StandardStream.output(Self.table(prompts)) }
        let listed = try await assembly.all("prompts/list", "prompts")
        return try StandardStream.output(.object(["prompts": .array(listed)]))
      }
      guard let prompt = prompts.first(where: { $0.name == name }) else {
        let unknown = prompts.map(\.name).unknown(name)
        throw CommandFailure.usage("there is no prompt \(unknown); nethesis-mcp prompt lists them")
      }
      var values = JSONObject()
      for (name, value) in try PromptArguments(words, for: prompt).values.sorted(by: { $0.key < $1.key }) {
        values.append(name, .string(value))
      }
      let params: JSONObject = ["name": .string(name), "arguments": .object(values)]
      let result = try await assembly.ask("prompts/get", params, of: assembly.store)
      guard !json else { return try StandardStream.output(.object(result)) }
      try StandardStream.output(ContentText.text(ofMessages: result["messages"]?.array ?? []))
    }
  }

  /// A table of the prompts, with a line for each argument.
  static func table(_ prompts: [Prompt]) -> String {
    guard !prompts.isEmpty else { return "No prompt is published." }
    return prompts.map { prompt in
      let head = VisibleText.value("\(prompt.name)\(prompt.title.map { "  \($0)" } ?? "")")
      let rows = prompt.arguments.map { argument in
        ["  \(argument.name)=", argument.isRequired ? "required" : "optional", argument.description ?? ""]
      }
      return rows.isEmpty ? head : "\(head)\n\(TextTable.text(rows))"
    }.joined(separator: "\n\n")
  }
}
