package import MCP
package import OpenAPI

/// The tools of one or several APIs: one for each operation that can be served, or fewer that lead to all of them.
package struct APITools: Sendable {
  /// What they are made of, in the order in which they are listed.
  package let documents: [ServedDocument]
  /// Every operation that can be called, in the order of the documents (TOOL-06).
  package let entries: [Entry]

  /// The tools that are published: one for each operation, or the pinned ones and three that find and call the others.
  package let tools: [Tool]
  /// What makes answers readable that were too large for the result of a tool.
  package let resourceTemplates: [ResourceTemplate]
  /// The tools that find and call the others.
  private let searching: Lazily<SearchTools>
  private let isSearch: Bool
  /// Whether a person may be asked for what a call lacks; where tools are searched for, whether one could be.
  package let asksPeople: Bool

  /// Makes the tools of documents.
  ///
  /// - Parameters:
  ///   - documents: The documents; where there are several, each has a name.
  ///   - options: What can be chosen about their tools together.
  package init(_ documents: [ServedDocument], options: Options) {
    self.documents = documents
    let entries = documents.count == 1 ? documents[0].entries : documents.flatMap(\.entries)
    self.entries = entries
    let searching = Lazily {
      SearchTools(documents, dialect: options.dialect, maximumResultBytes: options.maximumResultBytes)
    }
    self.searching = searching
    isSearch = options.mode.isSearch(entries)
    tools = Self.published(entries, searching, isSearch: isSearch)
    asksPeople = isSearch ? options.approval != nil && options.secrets != .inline : entries.contains(where: \.asks)
    resourceTemplates = [options.results.template].compactMap { $0 }
  }

  /// Makes the tools of the only document.
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
    let server = APIServer(base: base, credentials: credentials, acceptsCallers: true)
    let served = ServedDocument(document, server: server, backend: backend, servers: servers, options: options)
    self.init([served], options: options)
  }

  /// The operations that there is no tool for, and why.
  package var diagnostics: [Diagnostic] { documents.flatMap(\.diagnostics) }

  /// The operations whose schemas cannot be used (``ServedDocument/schemaDiagnostics``).
  package var schemaDiagnostics: [Diagnostic] { documents.flatMap(\.schemaDiagnostics) }

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

  /// Whether nothing is left to be made for a search.
  var isSearchPrepared: Bool { searching.isMade && searching.value.operations.isPrepared }

  /// Why there is no tool for an operation, and what to do about it.
  struct Obstacle: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }
}
