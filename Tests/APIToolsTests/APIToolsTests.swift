import APITools
import JSON
import MCP
import OpenAPI
@testable import Operations
import Schemas
import Testing
import TestSupport

struct APIToolsTests {
  @Test func `the shipped document gives the four tools`() throws {
    let tools = try Bench().tools
    #expect(tools.tools.map(\.name) == ["list_api_keys", "create_api_key", "revoke_api_key", "list_api_key_events"])
    #expect(tools.diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      ("get", true, false, true), ("post", false, nil, false), ("put", false, true, true),
      ("delete", false, true, true),
      ("patch", false, true, false),
    ] as [(String, Bool, Bool?, Bool)]
  )
  func `TOOL-09: hints come from the method`(method: String, reads: Bool, destroys: Bool?, idempotent: Bool) throws {
    let annotations = try #require(try Bench(operation: "{}", method: method).tools.tools.first?.annotations)
    #expect(annotations.readOnly == reads)
    #expect(annotations.destructive == destroys)
    #expect(annotations.idempotent == idempotent)
    #expect(annotations.openWorld == true)
  }

  @Test func `TOOL-05, TOOL-08: titles and descriptions`() throws {
    let bare = try #require(try Bench(operation: "{}").tools.tools.first)
    #expect(bare.title == nil)
    #expect(bare.description == "Calls GET /things.")
    let operation = #"{"summary": "/things - List things", "description": "All of them."}"#
    let told = try #require(try Bench(operation: operation).tools.tools.first)
    #expect(told.title == "List things")
    #expect(told.description == "All of them.")
  }

  @Test func `what cannot be served is left out and said`() throws {
    let own = try Bench(operation: #"{"servers": [{"url": "https://other.example"}]}"#).tools
    #expect(own.tools.isEmpty)
    #expect(own.diagnostics.first?.message.contains("server of its own") == true)
    let digest = try Bench(
      operation: #"{"security": [{"D": []}]}"#,
      rest: #", "components": {"securitySchemes": {"D": {"type": "http", "scheme": "digest"}}}"#
    ).tools
    #expect(digest.tools.isEmpty)
    #expect(digest.diagnostics.first?.message.contains("cannot be configured: D.") == true)
    #expect(try Bench(operation: #"{"x-mcp": {"enabled": false}}"#).tools.tools.isEmpty)
  }

  /// The complete published document gives tools that are the same to the byte.
  @Test(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"))
  func `the published document gives the same four tools`() async throws {
    let overlay = try Overlay(reading: Schemas.overlay.text)
    let document = try APIDocument(reading: Oracles.bytes("specs/my-nethesis.openapi.yaml"), overlays: [overlay])
    let backend = StubBackend()
    let tools = APITools(
      document,
      base: try BaseURL("https://api.example"),
      backend: backend,
      credentials: StubCredentials()
    )
    let refusals = tools.diagnostics.filter { $0.severity == .error }
    #expect(tools.entries.count + refusals.count == document.operations.count)
    for own in try Bench().tools.tools {
      let published = try #require(tools.tools.first { $0.name == own.name })
      #expect(JSONValue.object(published.inputSchema).description == JSONValue.object(own.inputSchema).description)
      #expect(
        published.outputSchema.map(JSONValue.object)?.description == own.outputSchema.map(JSONValue.object)?.description
      )
      #expect(published.description == own.description)
      #expect(published.annotations == own.annotations)
    }
  }
}
