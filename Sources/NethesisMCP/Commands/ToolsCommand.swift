import ArgumentParser
import EventThread
import JSON

/// Lists the tools that the settings publish.
struct ToolsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tools",
    abstract: "Lists the tools that are published, and how large their definitions are.",
    discussion: """
      A model reads every definition, so their size is what a tool costs before it is
      used. The number of tokens is an estimate: a quarter of the bytes.

      Examples:
        nethesis-mcp tools
        nethesis-mcp tools --spec api.yaml --json
      """
  )

  @Flag(help: "Print JSON, definitions included.") var json = false
  @OptionGroup var options: CommonOptions

  func run() throws {
    let startup = try Startup(options)
    let tools = try EventThread.run(throwing: { thread in
      try await withBackend(startup) { try await Assembly(startup, $0, on: thread).summaries() }
    })
    try StandardStream.output(json ? JSONValue.array(tools.map(\.json)).description : ToolSummary.table(tools))
  }
}
