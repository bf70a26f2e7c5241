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

  /// Makes the tools of a document.
  ///
  /// - Parameters:
  ///   - document: The document, overlays applied.
  ///   - base: Where the API is.
  ///   - backend: What carries the requests.
  ///   - credentials: Where the credentials for the API come from.
  ///   - options: What can be chosen about them.
  package init(
    _ document: APIDocument,
    base: BaseURL,
    backend: any Backend,
    credentials: any CredentialSource,
    options: Options = Options()
  ) {
    var entries: [Entry] = []
    var diagnostics: [Diagnostic] = []
    let maker = ToolMaker(
      document: document,
      base: base,
      backend: backend,
      credentials: credentials,
      options: options
    )
    var names = ToolNames(reserving: document.operations)
    for operation in document.operations where operation.mcp.isEnabled {
      do throws(Obstacle) {
        // Named even if it is left out, so that the others keep their names.
        let name = try names.name(of: operation)
        guard options.filter.accepts(operation) else { continue }
        try Self.checkServed(operation)
        entries.append(try maker.entry(named: name, for: operation))
      } catch {
        let message = "\(operation.method) \(operation.path) is left out. \(error.message)"
        diagnostics.append(
          // An operation may stand in a file beside the document.
          Diagnostic(severity: .error, message: message, location: operation.location, source: operation.source)
        )
      }
    }
    self.entries = entries
    if options.mode.isSearch(entries) {
      let pinned = entries.filter(\.operation.mcp.isPinned).map(\.tool)
      tools = pinned + SearchTools(entries, in: document, dialect: options.dialect).tools
    } else {
      tools = entries.map(\.tool)
    }
    self.diagnostics = diagnostics
    resourceTemplates = [options.results.template].compactMap { $0 }
  }

  /// Why there is no tool for an operation, and what to do about it.
  struct Obstacle: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  /// Refuses operations whose requests would go elsewhere.
  private static func checkServed(_ operation: Operation) throws(Obstacle) {
    guard operation.servers.isEmpty else {
      throw Obstacle(
        "It has a server of its own, and a credential goes to the one backend that it was configured for only."
      )
    }
    if let body = operation.requestBody, body.isRequired, body.content.isEmpty {
      throw Obstacle("Its body has to be there and is of no media type, so it cannot be written.")
    }
  }
}
