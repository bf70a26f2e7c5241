import JSON
import MCP
import Testing

/// The parts of the scenario `server-stateless`, which begins with 2026-07-28.
///
/// The statuses that go with these errors over HTTP are `RequestChecksTests`' to check: of each row `RequestCheckCase` has a request.
struct StatelessTests {
  static let version = "io.modelcontextprotocol/protocolVersion"
  static let capabilities = "io.modelcontextprotocol/clientCapabilities"

  let client = Client(.v2026_07_28, capabilities: [:])

  @Test(
    arguments: [
      [:], ["_meta": [:]], ["_meta": .object([capabilities: [:]])], ["_meta": .object([version: "2026-07-28"])],
    ] as [JSONObject]
  )
  func `server-stateless (META-03, NEG-12): a request without an envelope, or half of one`(
    params: JSONObject
  ) throws {
    #expect(try client.callBare("server/discover", params)["error"]?["code"] == -32602)
  }

  @Test func `server-stateless (META-04): who the client is need not be said`() async throws {
    #expect(try await client.call("server/discover").result != nil)
    let info: JSONObject = ["io.modelcontextprotocol/clientInfo": ["name": "client", "version": "1"]]
    #expect(try await client.call("server/discover", ["_meta": .object(info)]).result != nil)
  }

  @Test func `server-stateless (NEG-01, NEG-05, CAP-01, META-05): what is discovered is what is honoured`() async throws
  {
    let result = try await client.call("server/discover").result
    #expect(result?["supportedVersions"]?.array?.first == "2026-07-28")
    #expect(result?["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "conformance-server")
    let capabilities: JSONValue = [
      "tools": ["listChanged": true], "resources": ["subscribe": true], "prompts": ["listChanged": true],
      "completions": [:], "logging": [:],
    ]
    #expect(result?["capabilities"] == capabilities)
    for list in ["tools", "resources", "prompts"] {
      #expect(try await client.call("\(list)/list").result?[list]?.array?.isEmpty == false)
    }
  }

  @Test(arguments: ["v999.0.0", "2025-11-25"])
  func `server-stateless (NEG-02, NEG-03, NEG-04): a version that is not served meets those that are`(
    version: String
  ) async throws {
    let call = try await client.call("server/discover", ["_meta": .object([Self.version: .string(version)])])
    #expect(call.errorCode == -32022)
    #expect(call.answer["error"]?["data"]?["requested"] == .string(version))
    let discovered = try await client.call("server/discover").result?["supportedVersions"]?.array
    let supported = try #require(call.answer["error"]?["data"]?["supported"]?.array)
    #expect(!supported.isEmpty && supported.allSatisfy { discovered?.contains($0) == true && $0.string != version })
  }

  @Test func `server-stateless (NEG-15): a tool says which capability it misses`() async throws {
    let call = try await client.callTool("test_missing_capability")
    #expect(call.errorCode == -32021)
    #expect(call.answer["error"]?["data"]?["requiredCapabilities"] == ["sampling": [:]])
    var able = client
    able.capabilities = ["sampling": [:]]
    #expect(try await able.callTool("test_missing_capability").result?["resultType"] == "input_required")
    #expect(try await client.callTool("test_missing_capability").errorCode == -32021)  // NEG-16
  }

  @Test(
    arguments: [
      "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "tasks/list",
      "tasks/result", "unknown/method",
    ])
  func `server-stateless (NEG-10, NEG-13, NEG-14, PING-03): methods that were removed, or never were`(
    method: String
  ) async throws {
    #expect(try await client.call(method).errorCode == -32601)
  }

  @Test func `server-stateless (BASE-25, MHTTP-11): a question is a result, and no request`() async throws {
    var able = client
    able.capabilities = ["elicitation": [:]]
    let call = try await able.callTool("test_streaming_elicitation", meta: ["progressToken": 1])
    #expect(call.messages.isEmpty)
    #expect(call.result?["resultType"] == "input_required")
  }

  @Test func `server-stateless (LOG-03, LOG-04): only a request that asks for messages gets them`() async throws {
    let silent = try await client.callTool("test_logging_tool")
    #expect(silent.messages.isEmpty && silent.text != nil)
    let key = "io.modelcontextprotocol/logLevel"
    let call = try await client.callTool("test_logging_tool", meta: JSONObject([(key, "info")]))
    #expect(call.methods == ["notifications/message"])
    #expect(try await client.callTool("test_logging_tool", meta: JSONObject([(key, "error")])).messages.isEmpty)
  }
}
