package import Calls
package import DocsSearch
package import LazyValue
package import MCP
package import OpenAPI
package import Operations

/// The tools of one or several APIs: one for each operation that can be served, or a few that lead to all of them.
package struct APITools: Sendable {
  /// The documents, in the order in which their tools are listed.
  package let documents: [ServedDocument]
  /// Every callable operation, in the order of the documents (TOOL-06).
  package let entries: [Entry]

  /// The published tools: one for each operation, or the pinned ones and three that find and call the others.
  package let tools: [Tool]
  /// The templates of resources for responses that were too large for a tool result.
  package let resourceTemplates: [ResourceTemplate]
  /// The tools that find and call other operations.
  private let searching: Lazy<SearchTools>
  /// Whether operations are found by search.
  package let isSearch: Bool
  /// Whether a person may be asked for missing secrets; if operations are found by search, whether one could be.
  package let asksPeople: Bool
  /// The record of all calls; `nil` if none is kept.
  let audit: (any CallAudit)?

  /// Makes the tools of documents.
  ///
  /// - Parameters:
  ///   - documents: The documents; where there are several, each has a name.
  ///   - options: The options for all of their tools.
  ///   - index: The index of the documents' pages; `nil` to make one of their operations for these tools alone.
  package init(_ documents: [ServedDocument], options: Options, index: Lazy<SearchIndex>? = nil) {
    self.documents = documents
    audit = options.audit
    let entries = documents.count == 1 ? documents[0].entries : documents.flatMap(\.entries)
    self.entries = entries
    let index = index ?? Lazy { Self.index(of: documents) }
    let searching = Lazy {
      SearchTools(
        documents,
        dialect: options.dialect,
        maximumResultBytes: options.maximumResultBytes,
        index: index
      )
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
  ///   - base: The base URL of the API.
  ///   - backend: Sends the requests.
  ///   - credentials: The source of the API's credentials.
  ///   - servers: The servers of operations that name their own, by the URL in the document.
  ///   - options: The options for the tools.
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

  /// The operations without a tool, with the reason.
  package var diagnostics: [Diagnostic] { documents.flatMap(\.diagnostics) }

  /// The operations whose schemas are unusable (``ServedDocument/schemaDiagnostics``).
  package var schemaDiagnostics: [Diagnostic] { documents.flatMap(\.schemaDiagnostics) }

  /// Whether the default mode for these operations is search.
  package var isSearchedByItself: Bool { ToolMode.auto.isSearch(entries) }

  /// The tools that would be published in a mode.
  package func tools(in mode: ToolMode) -> [Tool] {
    Self.published(entries, searching, isSearch: mode.isSearch(entries))
  }

  private static func published(_ entries: [Entry], _ searching: Lazy<SearchTools>, isSearch: Bool) -> [Tool] {
    guard isSearch else { return entries.map(\.tool) }
    return entries.filter(\.operation.mcp.isPinned).map(\.tool) + searching.value.tools
  }

  /// Builds the search index in advance, because for thousands of operations that takes time.
  package func prepareSearch() { if isSearch { searching.value.operations.prepare() } }

  private static func index(of documents: [ServedDocument]) -> SearchIndex {
    let searched = documents.map { served in
      SearchedDocument(
        name: served.name,
        document: served.document,
        operations: served.entries.map { .init(name: $0.name, title: $0.title, operation: $0.operation) }
      )
    }
    return SearchIndex(searched.flatMap(\.entries), synonyms: .general(adding: searched.flatMap(\.synonyms)))
  }

  /// Whether the search index is built.
  var isSearchPrepared: Bool { searching.isMade && searching.value.operations.isPrepared }
}
