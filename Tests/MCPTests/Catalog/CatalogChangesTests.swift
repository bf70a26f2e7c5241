import JSON
import MCP
import Testing

struct CatalogChangesTests {
  private static func tool(_ name: String, _ schema: JSONObject = ["type": "object"]) -> Tool {
    Tool(name: name, description: "A tool", inputSchema: schema, handler: Echo())
  }

  private static func prompt(_ name: String) -> Prompt { Prompt(name: name, arguments: [], handler: Introduction()) }

  private static func page(_ title: String) -> Resource {
    Resource(
      ResourceDescription(uri: "docs://a", name: "a", title: title),
      handler: StaticText("A", mimeType: "text/plain")
    )
  }

  private static func catalog(
    tools: [Tool] = [tool("a")],
    resources: [Resource] = [page("A")],
    prompts: [Prompt] = [prompt("p")]
  ) -> Catalog {
    Catalog(
      server: Implementation(name: "s", version: "1"),
      tools: tools,
      resources: resources,
      prompts: prompts
    )
  }

  /// Other catalogs, and what a client of the one above has to be told.
  private static let others: [(Catalog, Set<CatalogList>)] = [
    (catalog(), []),
    (catalog(tools: [tool("b")]), [.tools]),
    (catalog(tools: [tool("a", ["type": "object", "properties": [:]])]), [.tools]),
    (catalog(tools: [tool("a"), tool("b")]), [.tools]),
    (catalog(resources: [page("B")]), [.resources]),
    (catalog(prompts: []), [.prompts]),
    (catalog(tools: [], resources: [], prompts: []), [.tools, .resources, .prompts]),
  ]

  @Test(arguments: others)
  func `TOOL-15, RES-13, PRM-06: the lists that read differently`(other: Catalog, lists: Set<CatalogList>) {
    #expect(Self.catalog().changedLists(in: other) == lists)
  }
}
