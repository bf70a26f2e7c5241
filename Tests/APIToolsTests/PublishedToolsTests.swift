import JSON
import JSONSchema
import MCP
import OpenAPI
@testable import Operations
import Schemas
import Testing
import TestSupport

@testable import APITools

/// Every operation of the complete published document, as tools.
@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"))
struct PublishedToolsTests {
  private let tools: APITools

  init() throws {
    let overlay = try Overlay(reading: Schemas.overlay.text)
    let document = try APIDocument(reading: Oracles.bytes("specs/my-nethesis.openapi.yaml"), overlays: [overlay])
    tools = APITools(
      document,
      base: try BaseURL("https://api.example"),
      backend: StubBackend(),
      credentials: StubCredentials()
    )
  }

  @Test func `all are served but those that have a server of their own`() {
    #expect(tools.entries.count == 179)
    #expect(tools.diagnostics.count == 7)
    #expect(tools.diagnostics.allSatisfy { $0.message.contains("server of its own") })
  }

  @Test func `SCH-01: every schema can be compiled`() {
    for tool in tools.tools {
      #expect(throws: Never.self, "\(tool.name)") { try Schema(.object(tool.inputSchema)) }
      #expect(throws: Never.self, "\(tool.name)") { try tool.outputSchema.map { try Schema(.object($0)) } }
    }
  }

  @Test func `TOOL-02: roots are objects without combinators, and arguments have names that models take`() {
    let combinators = ["allOf", "anyOf", "oneOf", "not", "if", "$ref", "$schema"]
    for tool in tools.tools {
      for schema in [tool.inputSchema, tool.outputSchema ?? ["type": "object"]] {
        #expect(schema["type"] == "object", "\(tool.name)")
        #expect(!combinators.contains { schema.contains($0) }, "\(tool.name)")
      }
      for name in (tool.inputSchema["properties"]?.object ?? [:]).names {
        let isFitting =
          1...64 ~= name.utf8.count
          && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
        #expect(isFitting, "\(tool.name) \(name)")
      }
    }
  }

  @Test func `nothing is left that only OpenAPI knows, and no description is too long`() {
    let foreign = [
      "nullable", "discriminator", "xml", "externalDocs", "example", "x-mcp", "$id", "$schema", "readOnly",
    ]
    for tool in tools.tools {
      for schema in [tool.inputSchema, tool.outputSchema ?? [:]] {
        _ = SchemaTransform.apply(.object(schema)) { schema in
          #expect(!foreign.contains { schema.contains($0) }, "\(tool.name)")
          #expect((schema["description"]?.string ?? "").unicodeScalars.count <= 2048)
          return schema
        }
      }
    }
  }
}
