import APIDocs
import JSON
import MCP
import OpenAPI
import TestSupport
import Testing

/// Pages of a document of which only a part is offered.
struct OfferedPagesTests {
  private static let document = ##"""
    {"openapi": "3.1.0", "info": {"title": "Zoo", "version": "1"},
     "x-mcp": {"errors": {"default": "hint-of-the-program"}},
     "servers": [{"url": "https://zoo.example/v1"}],
     "tags": [{"name": "animals"}, {"name": "hidden-tag"}],
     "security": [{"kept": []}],
     "webhooks": {"hidden-hook": {"post": {"responses": {}}}},
     "paths": {
       "/animals": {
         "get": {"operationId": "list", "tags": ["animals"], "x-mcp": {"name": "list"}, "responses": {
           "200": {"$ref": "#/components/responses/Animals"}}},
         "delete": {"operationId": "hiddenClear", "tags": ["hidden-tag"], "responses": {
           "200": {"description": "", "content": {"application/json": {
             "schema": {"$ref": "#/components/schemas/HiddenReport"}}}}}}},
       "/hidden": {"get": {"operationId": "hiddenGet", "security": [{"hidden-scheme": []}], "responses": {}}},
       "/linked": {"$ref": "#/components/pathItems/Linked"}},
     "components": {
       "pathItems": {"Linked": {"get": {"operationId": "linked", "responses": {}},
         "post": {"operationId": "hiddenPost", "responses": {}}}},
       "responses": {"Animals": {"description": "", "content": {"application/json": {
         "schema": {"$ref": "#/components/schemas/Animal"}}}}, "HiddenResponse": {"description": ""}},
       "schemas": {
         "Animal": {"properties": {"x-mcp": {"type": "string", "x-mcp": {"secret": true}},
           "next": {"$ref": "#/components/schemas/Next"}}},
         "Next": {"type": "object"}, "HiddenReport": {"$ref": "#/components/schemas/HiddenInner"},
         "HiddenInner": {"type": "object"}},
       "securitySchemes": {"kept": {"type": "http", "scheme": "bearer"},
         "hidden-scheme": {"type": "http", "scheme": "basic"}}}}
    """##

  private static func docs(_ ids: Set<String>) throws -> (docs: APIDocs, document: APIDocument) {
    let document = try APIDocument(reading: document)
    let operations = document.operations.filter { ids.contains($0.operationID ?? "") }
    let tools = operations.map { DocumentedTool(name: $0.operationID ?? "", operation: $0) }
    return (APIDocs(document: document, tools: tools), document)
  }

  @Test func `no page holds what is not offered`() throws {
    let (docs, _) = try Self.docs(["list", "linked"])
    let names = docs.pages.map(\.uri)
    #expect(names.contains("docs://schemas/Animal"))
    #expect(docs.resources.map(\.description.uri) == names)
    for summary in docs.pages {
      let text = try #require(docs.page(summary.page)?.parts.joined())
      #expect(!text.lowercased().contains("hidden"), "\(summary.uri)")
      #expect(!text.contains("hint-of-the-program") || summary.page != .document)
    }
    #expect(docs.page(.schema("HiddenReport")) == nil)
    #expect(docs.page(.operation("hiddenGet")) == nil)
    #expect(docs.page(.tag("hidden-tag")) == nil)
  }

  @Test func `the offered document is valid, and its own extension is no part of it`() throws {
    let (docs, _) = try Self.docs(["list", "linked"])
    let text = try #require(docs.page(.document)?.parts.first)
    let read = try APIDocument(reading: text)
    #expect(read.operations.map(\.operationID) == ["list", "linked"])
    #expect(read.diagnostics.isEmpty)
    #expect(read.schemas.names == ["Animal", "Next"])
    // A property of that name is the document's own.
    #expect(read.root["components"]?["schemas"]?["Animal"]?["properties"]?["x-mcp"]?["type"] == "string")
    #expect(text.components(of: "x-mcp") == 1)
  }

  @Test func `a document that is offered as a whole keeps everything`() throws {
    let (docs, document) = try Self.docs(["list", "hiddenClear", "hiddenGet", "linked", "hiddenPost"])
    let text = try #require(docs.page(.document)?.parts.first)
    #expect(text.contains("hidden-hook"))
    #expect(try APIDocument(reading: text).schemas.names == document.schemas.names)
  }

  @Test func `an address is the document's, or none`() throws {
    for (servers, address) in [
      (#"[{"url": "https://a.example/v1/"}]"#, "'https://a.example/v1/x'"),
      (#"[{"url": "/v2"}]"#, "\"$SERVER\"'/v2/x'"),
      ("[]", "\"$SERVER\"'/x'"),
    ] {
      let text = """
        {"openapi": "3.1.0", "servers": \(servers), "paths": {"/x": {"get": {"operationId": "x", "responses": {}}}}}
        """
      let document = try APIDocument(reading: text)
      let docs = APIDocs(
        document: document,
        tools: document.operations.map { DocumentedTool(name: "x", operation: $0) }
      )
      #expect(docs.page(.operation("x"))?.parts[0].contains("curl --request GET \(address)\n") == true, "\(servers)")
      #expect(docs.page(.overview)?.parts[0].contains("## Server") == true)
    }
  }
}

extension String {
  fileprivate func components(of text: String) -> Int {
    split(separator: text, omittingEmptySubsequences: false).count - 1
  }
}
