import APIDocs
import JSON
import JSONRPC
import MCP
import OpenAPI
import Schemas

/// A documented API, read through the protocol as a client reads it.
struct Documented {
  let document: APIDocument
  let docs: APIDocs
  private let catalog: Catalog

  static let baseURL = "https://my.nethesis.it/backend/api"

  /// Where the links of a page lead.
  static func links(in text: String) -> [String] {
    text.split(separator: "](docs://").dropFirst().map { "docs://\($0.prefix { $0 != ")" })" }
  }

  /// The document with the overlay of this project, its tools named by `x-mcp` or else by their operations.
  init(_ text: [UInt8]) throws { try self.init(document: APIDocument(reading: text, overlays: [Self.overlay])) }

  init(_ text: String) throws { try self.init(Array(text.utf8)) }

  init(document: APIDocument, name: String? = nil) {
    self.document = document
    let tools = document.operations.enumerated().map { position, operation in
      DocumentedTool(
        name: (name.map { "\($0)_" } ?? "") + (operation.mcp.name ?? operation.operationID ?? "operation_\(position)"),
        operation: operation
      )
    }
    docs = APIDocs(document: document, tools: tools, name: name)
    catalog = Catalog(
      server: Implementation(name: "test", version: "1"),
      resources: docs.resources,
      resourceTemplates: docs.resourceTemplates,
      prompts: docs.prompts
    )
  }

  static var overlay: Overlay {
    get throws { try Overlay(reading: Schemas.overlay.text) }
  }

  /// The text of a page; `nil` if there is none of that URI.
  func text(_ uri: String) async throws -> String? {
    let answer = try await request("resources/read", ["uri": .string(uri)])
    return answer["result"]?["contents"]?.array?.first?["text"]?.string
  }

  /// The text of a prompt.
  func message(_ name: String, _ arguments: [String: String]) async throws -> String {
    let values = JSONObject(arguments.map { ($0.key, .string($0.value)) })
    let answer = try await request("prompts/get", ["name": .string(name), "arguments": .object(values)])
    return answer["result"]?["messages"]?.array?.first?["content"]?["text"]?.string ?? ""
  }

  /// The values that are suggested for the variable of a template or the argument of a prompt.
  func completions(_ reference: JSONValue, _ argument: String, _ value: String) async throws -> [String] {
    let params: JSONObject = ["ref": reference, "argument": ["name": .string(argument), "value": .string(value)]]
    let answer = try await request("completion/complete", params)
    return answer["result"]?["completion"]?["values"]?.array?.compactMap(\.string) ?? []
  }

  func request(_ method: String, _ params: JSONObject) async throws -> JSONValue {
    var params = params
    params["_meta"] = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    let request = Request(id: .string("r"), method: method, params: params)
    let reply =
      switch ModernDispatcher(CatalogStore(catalog), eras: .dual).handle(request, sink: Silence()) {
      case .now(let reply): reply
      case .later(let pending): await pending.reply()
      }
    return try JSONParser.parse(reply.bytes)
  }
}

/// Hears nothing: reading documentation notifies of nothing.
private struct Silence: MessageSink {
  func send(_ message: [UInt8]) {}
}
