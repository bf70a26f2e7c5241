import JSON
import JSONRPC
import MCP
import Testing

struct ResourceTests {
  @Test(arguments: ProtocolVersion.allCases)
  func `RES-01, RES-10: lists and templates`(version: ProtocolVersion) async throws {
    let client = try await Client.started(version)
    let resource = try await client.call("resources/list")["result"]?["resources"]?.array?.first
    #expect(resource?["uri"] == "docs://a")
    #expect(resource?["title"] == (version >= .v2025_06_18 ? "A" : nil))
    let template = try await client.call("resources/templates/list")["result"]?["resourceTemplates"]?.array?.first
    #expect(template?["uriTemplate"] == "docs://pages/{page}")
    #expect(template?["name"] == "page")
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `RES-02, RES-08, RES-09, RES-17: reads text and binary`(version: ProtocolVersion) async throws {
    let client = try await Client.started(version)
    let page = try await client.call("resources/read", ["uri": "docs://pages/x"])["result"]
    #expect(page?["contents"] == [["uri": "docs://pages/x", "mimeType": "text/markdown", "text": "# A"]])
    let blob = Resource(
      ResourceDescription(uri: "docs://logo", name: "logo", mimeType: "image/png", size: 8),
      handler: Blob()
    )
    let catalog = Catalog(server: Implementation(name: "s", version: "1"), resources: [blob])
    let binary = try await Client.started(version, catalog)
    #expect(try await binary.call("resources/list")["result"]?["resources"]?.array?.first?["size"] == 8)
    let contents = try await binary.call("resources/read", ["uri": "docs://logo"])["result"]?["contents"]
    #expect(contents == [["uri": "docs://logo", "mimeType": "image/png", "blob": "iVBORw0KGgo="]])
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `RES-03, RES-04, BASE-20: a resource that is not there`(version: ProtocolVersion) async throws {
    let client = try await Client.started(version)
    for uri: JSONValue in ["docs://nope", "docs://pages/a/b", ""] {
      let error = try await client.call("resources/read", ["uri": uri])["error"]
      #expect(error?["code"] == (version.era == .modern ? -32602 : -32002))
      #expect(error?["data"] == ["uri": uri])
    }
    #expect(try await client.call("resources/read")["error"]?["code"] == -32602)
  }

  @Test func `RES-16, MRTR-02: a resource may ask first`() async throws {
    let secret = Resource(ResourceDescription(uri: "docs://secret", name: "secret"), handler: Confirmed())
    let catalog = Catalog(server: Implementation(name: "s", version: "1"), resources: [secret])
    let client = Client(.v2026_07_28, catalog, capabilities: ["elicitation": [:]])
    let first = try await client.call("resources/read", ["uri": "docs://secret"])["result"]
    #expect(first?["resultType"] == "input_required")
    #expect(first?["ttlMs"] == nil)  // CACHE-02
    let answers: JSONValue = ["ok": ["action": "accept", "content": [:]]]
    let last = try await client.call("resources/read", ["uri": "docs://secret", "inputResponses": answers])["result"]
    #expect(last?["contents"]?.array?.first?["text"] == "shown")
    // Until 2025-11-25 a client that cannot be asked gets an error of the protocol: there is no result that fails.
    let legacy = try await Client.started(.v2025_11_25, catalog)
    #expect(try await legacy.call("resources/read", ["uri": "docs://secret"])["error"]?["code"] == -32603)
  }
}

private struct Blob: ResourceHandler {
  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    .complete([ResourceContents(uri: uri, mimeType: "image/png", .blob("iVBORw0KGgo="))])
  }
}

private struct Confirmed: ResourceHandler {
  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    guard case .accepted? = context.elicitation("ok") else {
      return .inputRequired(InputRequired([("ok", .form("ok", type: "boolean"))]))
    }
    return .complete([ResourceContents(uri: uri, .text("shown"))])
  }
}
