import ArgumentParser
import Assembly
import EventThread
import JSON
import MCP
import ProcessEnvironment

/// Prints a page of the documentation, as a client reads it.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Prints a page of the documentation.",
    discussion: """
      It is what a client gets for the same settings. A page is named by its URI or
      by its short name. Without a page, all of them are listed. Binary content goes to standard output as it is, unless that is
      a terminal. With --json the result of the protocol is printed instead.

      Examples:
        nethesis-mcp read
        nethesis-mcp read overview
        nethesis-mcp read docs://operations/create_api_key
        nethesis-mcp read openapi.json --spec api.yaml > openapi.json
      """
  )

  @Argument(help: ArgumentHelp("The short name or URI of a page.", valueName: "page"))
  var page: String?
  @Flag(help: "Print the result of the protocol, as JSON.") var json = false
  @OptionGroup var options: CommonOptions

  func run() throws {
    try Assembly.using(Startup(options)) { assembly in
      let pages = await PageList(assembly.offer.catalog)
      guard let page else {
        guard json else { return try StandardStream.output(pages.table()) }
        let lists: JSONObject = [
          "resources": .array(try await assembly.all("resources/list", "resources")),
          "resourceTemplates": .array(try await assembly.all("resources/templates/list", "resourceTemplates")),
        ]
        return try StandardStream.output(.object(lists))
      }
      let uri = try pages.uri(of: page)
      // A template matches pages that do not exist, too.
      let isListed = pages.pages.contains { $0.uri == uri }
      let result: JSONObject
      do throws(CommandFailure) {
        result = try await assembly.ask("resources/read", ["uri": .string(uri)], of: assembly.store)
      } catch {
        throw isListed ? error : pages.missing(page)
      }
      guard !json else { return try StandardStream.output(.object(result)) }
      try PageContent(result).print()
    }
  }
}
