package import Calls
import JSONSchema
package import OpenAPI
import Operations

/// A document, with its operations that can be called.
package struct ServedDocument: Sendable {
  /// The name that tells the document from other ones and begins the names of its tools; `nil` if it is the only one.
  package let name: String?
  /// The document itself.
  package let document: APIDocument
  /// Every operation that can be called, in the order of the document (TOOL-06).
  package let entries: [APITools.Entry]
  /// The reasons why operations have no tool, one for each of them.
  package let diagnostics: [Diagnostic]
  /// The rules of the filter that match no operation of the document.
  package let unmatchedRules: [UnmatchedRule]

  /// Finds the operations of a document that can be called.
  ///
  /// - Parameters:
  ///   - document: The document, overlays applied.
  ///   - name: A lower-case word that tells the document from others; `nil` if it is the only one.
  ///   - server: The server of the API.
  ///   - backend: The client that sends the requests.
  ///   - servers: The servers of operations with a server of their own, by that server's URL in the document.
  ///   - options: The options of its tools.
  package init(
    _ document: APIDocument,
    name: String? = nil,
    server: APIServer,
    backend: any Backend,
    servers: [String: APIServer] = [:],
    options: APITools.Options
  ) {
    self.name = name
    self.document = document
    var entries: [APITools.Entry] = []
    var diagnostics: [Diagnostic] = []
    let maker = ToolMaker(document: document, name: name, backend: backend, options: options)
    var names = ToolNames(reserving: document.operations, prefix: name)
    var subjects = FilterSubjects(of: options.filter)
    for operation in document.operations where operation.mcp.isEnabled {
      do throws(UnusableOperation) {
        // Named even if it is left out, so that the others keep their names.
        let tool = try subjects.naming(operation, of: name, by: &names)
        guard options.filter.accepts(FilterSubject(operation, tool: tool, of: name)) else { continue }
        try Self.checkServed(operation)
        let server = try Self.server(of: operation, among: servers, document: name) ?? server
        entries.append(try maker.entry(named: tool, for: operation, at: server))
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
    // Disabled operations come last, so that they take no name from the others.
    for operation in document.operations where !operation.mcp.isEnabled {
      _ = try? subjects.naming(operation, of: name, by: &names)
    }
    unmatchedRules = RuleCheck(document, subjects.all).unmatched(of: options.filter)
    self.diagnostics = diagnostics
  }

  /// The full name of a tool whose own name one of several documents gives under `x-mcp`.
  package static func toolName(_ name: String, of document: String) -> String {
    ToolNames.whole(name, prefix: document)
  }

  /// Schemas that cannot be used, so that every call of their operation would fail, and unchecked patterns, each once.
  ///
  /// They are known only once all tools are made, for which a start does not wait.
  package var schemaDiagnostics: [Diagnostic] {
    var told: Set<String> = []
    return entries.flatMap { entry in
      let operation = entry.operation
      let name = "\(operation.method) \(operation.path)"
      let unread = entry.unreadPatterns.filter { told.insert($0.text).inserted }
      let warnings = unread.map { pattern in
        diagnostic(
          .warning,
          "The pattern \(pattern.text) of \(name) is left out of the check: \(pattern.error). The backend checks it.",
          operation
        )
      }
      guard let error = entry.schemaError else { return warnings }
      return [
        diagnostic(
          .error,
          "\(name) can be listed and not called. Its arguments have a schema that cannot be used: \(error)",
          operation
        )
      ]
    }
  }

  private func diagnostic(_ severity: Diagnostic.Severity, _ message: String, _ operation: Operation) -> Diagnostic {
    Diagnostic(severity: severity, message: message, location: operation.location, source: operation.source)
  }

  /// The configured server for the first possible of an operation's own servers; `nil` if it has none of its own.
  private static func server(
    of operation: Operation,
    among servers: [String: APIServer],
    document: String?
  ) throws(UnusableOperation) -> APIServer? {
    guard let own = operation.servers.first else { return nil }
    for server in operation.servers {
      if let known = servers[server.url] ?? servers[server.template] { return known }
    }
    let place = document.map { ", in \"documents\", \"\($0)\"" } ?? ""
    throw UnusableOperation(
      "It has a server of its own, and calls and credentials go only where they were told to. Map it in the file of "
        + "--config\(place): \"servers\": {\"\(own.url)\": {\"url\": \"https://…\", \"credentials\": {…}}}."
    )
  }

  /// Rejects operations whose requests cannot be written.
  private static func checkServed(_ operation: Operation) throws(UnusableOperation) {
    guard !PathTemplate(operation, base: .nowhere).leadsElsewhere else {
      throw UnusableOperation(
        "Its path has a segment . or .., plain or encoded, which leads out of the API's own. Correct the path."
      )
    }
    if let body = operation.requestBody, body.isRequired, body.content.isEmpty {
      throw UnusableOperation("Its body has to be there and is of no media type, so it cannot be written.")
    }
  }
}
