package import MCP
package import OpenAPI

/// The tools of an API: one for each operation of its document that can be served, or fewer that lead to all of them.
package struct APITools: Sendable {
  /// Every operation that can be called, in the order of the document (TOOL-06).
  package let entries: [Entry]
  /// The operations that there is no tool for, and why.
  package let diagnostics: [Diagnostic]

  /// The tools that are published: one for each operation, or the pinned ones and three that find and call the others.
  package let tools: [Tool]
  /// What makes answers readable that were too large for the result of a tool.
  package let resourceTemplates: [ResourceTemplate]
  /// The tools that find and call the others.
  private let searching: Lazily<SearchTools>
  private let isSearch: Bool

  /// Makes the tools of a document.
  ///
  /// - Parameters:
  ///   - document: The document, overlays applied.
  ///   - base: Where the API is.
  ///   - backend: What carries the requests.
  ///   - credentials: Where the credentials for the API come from.
  ///   - servers: Where the operations are served that have a server of their own, by its URL in the document.
  ///   - options: What can be chosen about them.
  package init(
    _ document: APIDocument,
    base: BaseURL,
    backend: any Backend,
    credentials: any CredentialSource,
    servers: [String: APIServer] = [:],
    options: Options = Options()
  ) {
    var entries: [Entry] = []
    var diagnostics: [Diagnostic] = []
    let maker = ToolMaker(document: document, backend: backend, options: options)
    let server = APIServer(base: base, credentials: credentials, acceptsCallers: true)
    var names = ToolNames(reserving: document.operations)
    for operation in document.operations where operation.mcp.isEnabled {
      do throws(Obstacle) {
        // Named even if it is left out, so that the others keep their names.
        let name = try names.name(of: operation)
        guard options.filter.accepts(operation) else { continue }
        try Self.checkServed(operation)
        let server = try Self.server(of: operation, among: servers) ?? server
        entries.append(try maker.entry(named: name, for: operation, at: server))
        diagnostics += maker.diagnostics(of: operation)
      } catch {
        let message = "\(operation.method) \(operation.path) is left out. \(error.message)"
        diagnostics.append(
          // An operation may stand in a file beside the document.
          Diagnostic(severity: .error, message: message, location: operation.location, source: operation.source)
        )
      }
    }
    self.entries = entries
    let searching = Lazily { [entries] in SearchTools(entries, in: document, dialect: options.dialect) }
    self.searching = searching
    isSearch = options.mode.isSearch(entries)
    tools = Self.published(entries, searching, isSearch: isSearch)
    self.diagnostics = diagnostics
    resourceTemplates = [options.results.template].compactMap { $0 }
  }

  /// Whether the operations are searched for unless something else is said.
  package var isSearchedByItself: Bool { ToolMode.auto.isSearch(entries) }

  /// The tools that would be published in a mode.
  package func tools(in mode: ToolMode) -> [Tool] {
    Self.published(entries, searching, isSearch: mode.isSearch(entries))
  }

  private static func published(_ entries: [Entry], _ searching: Lazily<SearchTools>, isSearch: Bool) -> [Tool] {
    guard isSearch else { return entries.map(\.tool) }
    return entries.filter(\.operation.mcp.isPinned).map(\.tool) + searching.value.tools
  }

  /// Makes what the first search would have to wait for: the index of thousands of operations takes its time.
  package func prepareSearch() { if isSearch { searching.value.operations.prepare() } }

  /// The operations whose schemas cannot be used, so that every call would fail: known only once all tools are made,
  /// which a start does not wait for.
  package var schemaDiagnostics: [Diagnostic] {
    entries.compactMap { entry in
      guard let error = entry.schemaError else { return nil }
      let operation = entry.operation
      let message =
        "\(operation.method) \(operation.path) can be listed and not called. Its arguments have a schema that "
        + "cannot be used: \(error)"
      return Diagnostic(severity: .error, message: message, location: operation.location, source: operation.source)
    }
  }

  /// Why there is no tool for an operation, and what to do about it.
  struct Obstacle: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  /// The first of an operation's own servers that it was said of where its calls go; `nil` if it has none of its own.
  private static func server(
    of operation: Operation,
    among servers: [String: APIServer]
  ) throws(Obstacle) -> APIServer? {
    guard let own = operation.servers.first else { return nil }
    for server in operation.servers {
      if let known = servers[server.url] ?? servers[server.template] { return known }
    }
    throw Obstacle(
      "It has a server of its own, and calls and credentials go only where they were told to. Map it in the file of "
        + "--config: \"servers\": {\"\(own.url)\": {\"url\": \"https://…\", \"credentials\": {…}}}."
    )
  }

  /// Refuses operations whose requests cannot be written.
  private static func checkServed(_ operation: Operation) throws(Obstacle) {
    if let body = operation.requestBody, body.isRequired, body.content.isEmpty {
      throw Obstacle("Its body has to be there and is of no media type, so it cannot be written.")
    }
  }
}
