package import JSON
package import OpenAPI

/// The source of all pages: the document, its tools, and its schemas with secrets masked.
///
/// It costs milliseconds for a large document, so it is made when the first page is read.
package struct Manual: Sendable {
  package let document: APIDocument
  package let tools: [DocumentedTool]
  /// The URL of the API's first server, or what stands for it where the document names none that is absolute.
  let baseURL: String
  let guides: [GuideLink]
  package let addresses: PageAddresses
  package let secrets: DocumentSecrets
  /// References between component schemas, and from tools to component schemas.
  private let users: SchemaUsers
  private let positions: [String: Int]
  package let related: RelatedTools.Index
  let groups: TagGroups
  private let inputSchemas: JSONObject
  private let outputSchemas: JSONObject

  /// Takes the document with all of its operations, of which the pages have those with a tool.
  package init(
    document: APIDocument,
    tools: [DocumentedTool],
    guides: [GuideLink] = [],
    addresses: PageAddresses
  ) {
    let document = document.offered(tools)
    self.document = document
    self.tools = tools
    self.guides = guides
    baseURL = DocumentedServer.url(of: document)
    self.addresses = addresses
    let secrets = DocumentSecrets(document)
    self.secrets = secrets
    users = SchemaUsers(document: document, tools: tools)
    related = RelatedTools.Index(tools)
    positions = Dictionary(tools.enumerated().map { ($1.name, $0) }) { first, _ in first }
    inputSchemas = ExtensionRemoval.apply(.object(secrets.schemas(role: .input)), isMap: true).object ?? [:]
    outputSchemas = ExtensionRemoval.apply(.object(secrets.schemas(role: .output)), isMap: true).object ?? [:]
    groups = TagGroups(document: document, tools: tools)
  }

  /// The component schemas, with secrets masked.
  package func schemas(role: Secrecy.Role) -> JSONObject {
    switch role {
    case .input: inputSchemas
    case .output: outputSchemas
    }
  }

  /// Names of the tools whose requests or responses use a component schema, in the order of the tools.
  package func toolNames(using schema: String) -> [String] { users.positions(using: schema).map { tools[$0].name } }

  /// A view of a schema of the document.
  package func view(_ schema: JSONValue, role: Secrecy.Role) -> SchemaView {
    SchemaView(schema, in: schemas(role: role))
  }

  /// A parameter as pages show it: with the document's words, its example, and secrets masked.
  package func shown(
    _ parameter: Parameter,
    among names: ParameterSubjects,
    of operation: OperationSubjects
  ) -> ShownParameter {
    let mcp = parameter.mcp
    let schema = secrets.masking(
      schema: parameter.schema,
      name: parameter.name,
      mcp: mcp,
      of: operation,
      role: .input
    )
    var view = view(schema, role: .input)
    let context = SecretContext(parameter: parameter.name, among: names, operation: operation)
    let fields = secrets.fields(of: parameter.described, mcp: mcp, context)
    view.setIfAbsent("examples", parameter.examples.first.map { [fields.masking($0)] })
    view.set("description", parameter.description.map(JSONValue.string))
    if parameter.isDeprecated { view.set("deprecated", true) }
    let isSecret = Secrecy.rule(.object(view.keywords), in: context, mcp: mcp) != nil
    return ShownParameter(view: view, context: context, isSecret: isSecret)
  }

  /// The base URL of a tool's requests, without a slash at the end.
  func baseURL(of operation: Operation) -> String {
    var url = operation.servers.first.map { DocumentedServer.url($0) } ?? baseURL
    while url.hasSuffix("/") { url.removeLast() }
    return url
  }

  /// The tool with a name.
  func tool(_ name: String) -> DocumentedTool? { positions[name].map { tools[$0] } }

  /// The text of a page; `nil` if its tool, schema or tag does not exist.
  package func text(of page: Page) -> String? {
    switch page {
    case .index: IndexPage(manual: self).text
    case .schemas: SchemasPage(manual: self).text
    case .tag(let name): groups[name].map { TagPage(manual: self, group: $0).text }
    case .guide: nil
    case .overview: OverviewPage(manual: self).text
    case .errors: ErrorsPage(manual: self).text
    case .document: JSONText.indented(ExtensionRemoval.apply(secrets.root))
    case .operation(let name): positions[name].map { OperationPage(manual: self, tool: tools[$0]).text }
    case .schema(let name): document.schemas.contains(name) ? SchemaPage(manual: self, name: name).text : nil
    }
  }
}

/// A parameter as pages show it.
package struct ShownParameter {
  package let view: SchemaView
  /// The context for deciding which of its members are secret.
  package let context: SecretContext
  package let isSecret: Bool
}
