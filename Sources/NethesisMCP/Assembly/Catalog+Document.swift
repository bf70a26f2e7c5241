import APIDocs
import APITools
import MCP
import OpenAPI

extension Catalog {
  /// How long a modern client may keep lists and pages, in milliseconds.
  private static let cacheTTL = 60_000

  /// What is offered of an API: its tools, its documentation, and prompts that lead through its writing operations.
  ///
  /// - Parameters:
  ///   - document: The document, overlays applied.
  ///   - tools: The tools that were made of it.
  ///   - base: Where the backend is.
  ///   - isChanging: Whether another catalog may take the place of this one.
  convenience init(_ document: APIDocument, tools: APITools, base: BaseURL, isChanging: Bool) {
    let documented = tools.entries.map {
      DocumentedTool(name: $0.name, title: $0.title, operation: $0.operation)
    }
    let docs = APIDocs(document: document, tools: documented, baseURL: base.description)
    var features = Features()
    features.cacheTTL = Self.cacheTTL
    if isChanging { features.changingLists = Set(CatalogList.allCases) }
    // Nothing of it depends on who asks.
    features.isCachePublic = true
    self.init(
      server: Implementation(
        name: "nethesis-mcp",
        version: Version.current,
        title: document.title,
        description: document.summary
      ),
      instructions: Self.instructions(document),
      tools: tools.tools,
      resources: docs.resources,
      resourceTemplates: docs.resourceTemplates + tools.resourceTemplates,
      prompts: docs.prompts,
      features: features
    )
  }

  private static func instructions(_ document: APIDocument) -> String {
    let about = document.summary.map { " (\($0))" } ?? ""
    return "Tools of \(document.title)\(about). Read docs://overview first; docs://operations/{tool} tells what a tool "
      + "takes and answers, and docs://errors what to do when one fails."
  }
}
