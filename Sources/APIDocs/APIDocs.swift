import JSON
package import MCP
package import OpenAPI

/// The documentation of an API as MCP resources and prompts, all of it made from the document.
///
/// Making it and asking what there is costs next to nothing: the text of a page is written when the page is first read.
package struct APIDocs: Sendable {
  private let document: APIDocument
  private let tools: [DocumentedTool]
  private let store: PageStore
  private let name: String?
  /// Where the pages are.
  package let addresses: PageAddresses

  /// Above this many, schemas are found by their template and by links, and not listed.
  private static let maximumListedSchemas = 50

  /// Documents an API.
  ///
  /// - Parameters:
  ///   - document: The document, overlays applied.
  ///   - tools: The tools that are published, in the order in which they are listed.
  ///   - baseURL: Where the backend is, for the examples.
  ///   - name: What tells the API from others that are documented beside it; `nil` if there are none.
  package init(document: APIDocument, tools: [DocumentedTool], baseURL: String, name: String? = nil) {
    self.document = document
    self.tools = tools
    self.name = name
    addresses = PageAddresses(name)
    store = PageStore(document: document, tools: tools, baseURL: baseURL, addresses: addresses)
  }

  /// The pages that are listed: the overview, the errors, the document, the operations, and schemas if they are few.
  package var resources: [Resource] {
    let fixed = [
      resource(
        .overview,
        name: named("overview"),
        title: "\(document.title): overview",
        description: "What the API is for, how to be let in, and which tools there are. Read this first."
      ),
      resource(
        .errors,
        name: named("errors"),
        title: "\(document.title): errors",
        description: "How a call can fail, tool by tool, and what to do then."
      ),
      resource(
        .document,
        name: named("openapi.json"),
        title: "\(document.title): OpenAPI document",
        description: "The document that the tools are made of, overlays applied."
      ),
    ]
    let operations = tools.map { tool in
      resource(
        .operation(tool.name),
        name: tool.name,
        title: tool.heading,
        description: "\(tool.request): fields, answers, errors and examples."
      )
    }
    let names = document.schemas.count <= Self.maximumListedSchemas ? document.schemas.names : []
    let schemas = names.map {
      resource(.schema($0), name: named($0), title: $0, description: "The fields of the schema \($0), and who uses it.")
    }
    return fixed + operations + schemas
  }

  /// The families of pages, with completion of the names of tools and schemas.
  package var resourceTemplates: [ResourceTemplate] {
    [
      template(
        addresses.operationTemplate,
        name: named("operation"),
        title: "Operation",
        description: "The reference page of a tool: fields, answers, errors and examples.",
        variable: "tool",
        values: tools.map(\.name)
      ) { .operation($0) },
      template(
        addresses.schemaTemplate,
        name: named("schema"),
        title: "Schema",
        description: "The fields of a schema of the API, and who uses it.",
        variable: "name",
        values: document.schemas.names
      ) { .schema($0) },
    ].compactMap(\.self)
  }

  /// A prompt for each pinned operation that changes something, named like its tool.
  package var prompts: [Prompt] {
    tools.filter { $0.operation.mcp.isPinned && !$0.operation.isReadOnly }
      .map { OperationPrompt(tool: $0, document: document, tools: tools, addresses: addresses).prompt }
  }

  /// A name as it is listed, told from those of other APIs.
  private func named(_ text: String) -> String { name.map { "\($0)_\(text)" } ?? text }

  private func resource(_ page: Page, name: String, title: String, description: String) -> Resource {
    Resource(
      ResourceDescription(
        uri: addresses.uri(of: page),
        name: name,
        title: TitleLine.of(title),
        description: description,
        mimeType: page.mimeType
      ),
      handler: PageReader(page: page, store: store)
    )
  }

  private func template(
    _ text: String,
    name: String,
    title: String,
    description: String,
    variable: String,
    values: [String],
    page: @escaping @Sendable (String) -> Page
  ) -> ResourceTemplate? {
    guard !values.isEmpty else { return nil }
    return URITemplate(text).map {
      ResourceTemplate(
        uriTemplate: $0,
        name: name,
        title: TitleLine.of(title),
        description: description,
        mimeType: "text/markdown",
        handler: TemplateReader(store: store, variable: variable, page: page),
        completer: FixedCompleter([variable: values])
      )
    }
  }
}
