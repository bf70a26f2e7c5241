import JSON
import OpenAPI

/// The source of all pages: the document, its tools, and its schemas with secrets masked.
///
/// It costs milliseconds for a large document, so it is made when the first page is read.
struct Manual: Sendable {
  let document: APIDocument
  let tools: [DocumentedTool]
  let baseURL: String
  let addresses: PageAddresses
  let secrets: DocumentSecrets
  /// References between component schemas, and from tools to component schemas.
  private let users: SchemaUsers
  private let positions: [String: Int]
  let related: RelatedTools.Index
  private let inputSchemas: JSONObject
  private let outputSchemas: JSONObject

  init(document: APIDocument, tools: [DocumentedTool], baseURL: String, addresses: PageAddresses) {
    self.document = document
    self.tools = tools
    self.baseURL = baseURL
    self.addresses = addresses
    let secrets = DocumentSecrets(document)
    self.secrets = secrets
    users = SchemaUsers(document: document, tools: tools)
    related = RelatedTools.Index(tools)
    positions = Dictionary(tools.enumerated().map { ($1.name, $0) }) { first, _ in first }
    inputSchemas = secrets.schemas(role: .input)
    outputSchemas = secrets.schemas(role: .output)
  }

  /// The component schemas, with secrets masked.
  func schemas(role: Secrecy.Role) -> JSONObject {
    switch role {
    case .input: inputSchemas
    case .output: outputSchemas
    }
  }

  /// Names of the tools whose requests or responses use a component schema, in the order of the tools.
  func toolNames(using schema: String) -> [String] { users.positions(using: schema).map { tools[$0].name } }

  /// A view of a schema of the document.
  func view(_ schema: JSONValue, role: Secrecy.Role) -> SchemaView { SchemaView(schema, in: schemas(role: role)) }

  /// The base URL of a tool's requests, without a slash at the end.
  func baseURL(of operation: Operation) -> String {
    var url = operation.servers.first?.url ?? baseURL
    while url.hasSuffix("/") { url.removeLast() }
    return url
  }

  /// The text of a page; `nil` if its tool or schema does not exist.
  func text(of page: Page) -> String? {
    switch page {
    case .overview: OverviewPage(manual: self).text
    case .errors: ErrorsPage(manual: self).text
    case .document: JSONText.indented(secrets.root)
    case .operation(let name): positions[name].map { OperationPage(manual: self, tool: tools[$0]).text }
    case .schema(let name): document.schemas.contains(name) ? SchemaPage(manual: self, name: name).text : nil
    }
  }
}
