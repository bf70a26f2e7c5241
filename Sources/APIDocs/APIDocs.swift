import JSON
package import MCP
package import OpenAPI

/// The documentation of an API as MCP resources and prompts, generated from its OpenAPI document.
///
/// Construction and listing are cheap: a page is written when it is first read.
package struct APIDocs: Sendable {
  private let document: APIDocument
  private let tools: [DocumentedTool]
  private let store: PageStore
  private let name: String?
  /// The URIs of the pages.
  package let addresses: PageAddresses

  /// The most schemas that are listed; more of them are reached by their template and by links only.
  private static let maximumListedSchemas = 50

  /// Documents an API.
  ///
  /// - Parameters:
  ///   - document: The document, overlays applied.
  ///   - tools: The published tools, in the order in which they are listed.
  ///   - baseURL: The backend's base URL, for the examples.
  ///   - name: The name of the API, if several are documented side by side; `nil` if there is only one.
  package init(document: APIDocument, tools: [DocumentedTool], baseURL: String, name: String? = nil) {
    self.document = document
    self.tools = tools
    self.name = name
    addresses = PageAddresses(name)
    store = PageStore(document: document, tools: tools, baseURL: baseURL, addresses: addresses)
  }

  /// The listed pages: overview, errors, document, operations, and schemas unless they are many.
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

  /// The templates of pages, with completion of tool and schema names.
  package var resourceTemplates: [ResourceTemplate] {
    [
      template(
        addresses.operationTemplate,
        name: named("operation"),
        title: "Operation",
        description: "The reference page of a tool: fields, answers, errors and examples.",
        of: Choice(variable: "tool", values: tools.map(\.name)) { .operation($0) }
      ),
      template(
        addresses.schemaTemplate,
        name: named("schema"),
        title: "Schema",
        description: "The fields of a schema of the API, and who uses it.",
        of: Choice(variable: "name", values: document.schemas.names) { .schema($0) }
      ),
    ].compactMap(\.self)
  }

  /// A prompt for each pinned operation that changes something, named after its tool.
  package var prompts: [Prompt] {
    tools.filter { $0.operation.mcp.isPinned && !$0.operation.isReadOnly }
      .map { OperationPrompt(tool: $0, document: document, tools: tools, addresses: addresses).prompt }
  }

  /// A name for lists, with the API's name in front if there are several APIs.
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

  /// The pages that the value of a template's variable chooses from.
  private struct Choice {
    let variable: String
    let values: [String]
    let page: @Sendable (String) -> Page
  }

  private func template(
    _ text: String,
    name: String,
    title: String,
    description: String,
    of choice: Choice
  ) -> ResourceTemplate? {
    guard !choice.values.isEmpty else { return nil }
    return URITemplate(text).map {
      ResourceTemplate(
        uriTemplate: $0,
        name: name,
        title: TitleLine.of(title),
        description: description,
        mimeType: "text/markdown",
        handler: TemplateReader(store: store, variable: choice.variable, page: choice.page),
        completer: FixedCompleter([choice.variable: choice.values])
      )
    }
  }
}
