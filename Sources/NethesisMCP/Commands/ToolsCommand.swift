import APITools
import ArgumentParser
import Assembly
import ClientSetup
import EventThread
import JSON
import MCP
import ProcessEnvironment
import Settings

/// Lists the tools that the settings publish.
struct ToolsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tools",
    abstract: "Lists the published tools, and how large they are.",
    discussion: """
      A model reads every definition, so their size is what a tool costs before it
      is used. The number of tokens is an estimate: a quarter of the bytes. The last
      lines say what each choice of --tools costs.

      With --client it is the listing that the client passes on to its model: the
      names there, what is cut or left out, and what the client lacks.

      Examples:
        nethesis-mcp tools
        nethesis-mcp tools --spec api.yaml --json
        nethesis-mcp tools --client claude-code
        nethesis-mcp tools --secret-fields --secrets strict
      """
  )

  @Flag(help: "Print JSON, definitions included.") var json = false
  @Flag(help: "Say of each secret of a tool why it is one, and what the model and the user see of it.")
  var secretFields = false
  @Option(help: ArgumentHelp("The listing as this client passes it on.", valueName: "client")) var client: String?
  @Option(help: ArgumentHelp("The server's name in that client (default: nethesis).", valueName: "name"))
  var name: String?
  @OptionGroup var options: CommonOptions

  func run() throws {
    let limits = try client.map { (name) throws(CommandFailure) in try ClientListing.limits(of: name) }
    if let name {
      guard let limits else { throw CommandFailure.usage("--name is the server's name in a client: add --client") }
      if let objection = limits.client.objection(toName: name) { throw CommandFailure.usage("--name: \(objection)") }
    }
    guard limits == nil || !secretFields else {
      throw CommandFailure.usage("--client and --secret-fields are two different lists: give one of them")
    }
    let startup = try Startup(options)
    if let limits { return try printListing(startup, limits) }
    guard !secretFields else { return try printSecrets(startup) }
    let (tools, budgets, obstacles) = try EventThread.run(
      usesDispatch: startup.settings.backend == .sandbox,
      throwing: { thread in
        try await withBackend(startup) { backend in
          var options = Assembly.Options()
          options.approval = startup.approvalService()
          let assembly = try await Assembly(startup, backend, options, on: thread)
          let tools = try await assembly.summaries(of: assembly.tools.tools + assembly.offer.docsTools)
          let obstacles = json ? [] : await CallForecast(assembly).obstacles
          return (tools, json ? [] : try await assembly.budgets(of: tools), obstacles)
        }
      }
    )
    guard !json else { return try StandardStream.output(JSONValue.array(tools.map(\.json))) }
    try StandardStream.output(ToolSummary.table(tools))
    for budget in budgets { try StandardStream.output(budget) }
    if !obstacles.isEmpty { StandardStream.say("\nCalls will fail:") }
    for obstacle in obstacles { StandardStream.say(obstacle) }
  }

  private func printListing(_ startup: Startup, _ limits: ClientLimits) throws {
    let (server, json) = (name ?? "nethesis", json)
    try Assembly.using(startup) { assembly in
      let tools = try await assembly.summaries(of: assembly.tools.tools + assembly.offer.docsTools)
      let listing = ClientListing(
        PassedListing(
          tools.map(\.definition),
          instructions: assembly.offer.catalog.features.instructions,
          server: server,
          through: limits
        ),
        server: server,
        limits: limits
      )
      if json { try StandardStream.output(listing.json) } else { try StandardStream.output(listing.text) }
    }
  }

  private func printSecrets(_ startup: Startup) throws {
    let text = try EventThread.run(
      usesDispatch: startup.settings.backend == .sandbox,
      throwing: { thread in
        try await withBackend(startup) { backend in
          let assembly = try await Assembly(startup, backend, on: thread)
          let table = SecretTable(startup.settings)
          return json ? table.json(assembly.tools.entries).description : table.text(assembly.tools.entries)
        }
      }
    )
    try StandardStream.output(text)
  }
}

extension Assembly {
  /// The cost of each choice of `--tools` for a model, a line for each; one of them is the published one.
  fileprivate func budgets(of published: [ToolSummary]) async throws(CommandFailure) -> [String] {
    guard !tools.entries.isEmpty else { return [] }
    var lines = [""]
    for mode in [ToolMode.all, .search] {
      let offered = tools.tools(in: mode) + offer.docsTools
      let isPublished = offered.map(\.name) == published.map(\.name)
      let summaries = isPublished ? published : try await summaries(of: offered)
      let tokens = summaries.reduce(0) { $0 + $1.estimatedTokens }
      let name = tools.isSearchedByItself == (mode == .search) ? "\(mode.rawValue) (auto)" : mode.rawValue
      lines.append("--tools \(name): \(summaries.count) tools, about \(tokens) tokens")
    }
    return lines
  }
}
