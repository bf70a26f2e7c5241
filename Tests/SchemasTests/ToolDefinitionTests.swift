import APITools
@testable import Calls
import Foundation
import HTTPTypes
import JSON
import JSONRPC
import MCP
import OpenAPI
@testable import Operations
import Schemas
import Testing

/// The definitions in `schemas/tools` are those that a client of the newest version is given; with
/// `NETHESIS_MCP_UPDATE=1` they are made so.
struct ToolDefinitionTests {
  static let folder = EmbeddedTextTests.folder.appending(path: "tools")
  static let isUpdating = ProcessInfo.processInfo.environment["NETHESIS_MCP_UPDATE"] == "1"

  private struct Nowhere: Approval, Backend, CredentialSource, MessageSink {
    func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
      throw BackendError(.unreachable, wasSent: false, sentence: "There is no backend.")
    }
    func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? { nil }
    func send(_ message: [UInt8]) {}
    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
      .finished(.failure("There is nobody to ask."))
    }
  }

  /// The tools as `tools/list` of 2026-07-28 gives them.
  private func definitions() throws -> [JSONValue] {
    let overlay = try Overlay(reading: Schemas.overlay.text)
    let document = try APIDocument(reading: Schemas.openAPI.text, overlays: [overlay])
    let base = try BaseURL("https://api.example")
    var options = APITools.Options()
    options.secrets = .auto
    options.approval = Nowhere()
    let tools = APITools(document, base: base, backend: Nowhere(), credentials: Nowhere(), options: options)
    let store = CatalogStore(Catalog(server: Implementation(name: "s", version: "1"), tools: tools.tools))
    let meta: JSONObject = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    let request = Request(id: .string("r"), method: "tools/list", params: ["_meta": .object(meta)])
    guard case .now(let reply) = ModernDispatcher(store, eras: .modern).handle(request, sink: Nowhere()) else {
      return []
    }
    return try JSONParser.parse(reply.bytes)["result"]?["tools"]?.array ?? []
  }

  private func text(_ definition: JSONValue) -> String { JSONText.indented(definition) + "\n" }

  private func file(_ definition: JSONValue) -> URL {
    Self.folder.appending(path: "\(definition["name"]?.string ?? "").json")
  }

  @Test(.enabled(if: isUpdating, "writes schemas/tools"))
  func `the definitions are written anew`() throws {
    if FileManager.default.fileExists(atPath: Self.folder.path) { try FileManager.default.removeItem(at: Self.folder) }
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: false)
    for definition in try definitions() { try Data(text(definition).utf8).write(to: file(definition)) }
  }

  @Test(.disabled(if: isUpdating, "holds after the next build"))
  func `the definitions are those of the files`() throws {
    let definitions = try definitions()
    #expect(definitions.count == 4)
    for definition in definitions {
      let committed = try String(contentsOf: file(definition), encoding: .utf8)
      #expect(committed == text(definition), "Run NETHESIS_MCP_UPDATE=1 swift test --filter SchemasTests")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.count == definitions.count)
  }
}
