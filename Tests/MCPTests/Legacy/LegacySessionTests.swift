import JSON
import JSONRPC
import MCP
import Testing

struct LegacySessionTests {
  static let versions = ProtocolVersion.allCases.filter { $0.era == .legacy }

  @Test(arguments: versions)
  func `LIFE-01, LIFE-02, LIFE-12, LIFE-13: a known version is agreed on`(version: ProtocolVersion) async throws {
    let result = try await Client(version).initialize()["result"]
    #expect(result?["protocolVersion"] == .string(version.rawValue))
    #expect(result?["instructions"] == "Use it.")
    #expect(result?["serverInfo"]?["title"] == (version >= .v2025_06_18 ? "Sample" : nil))
    #expect((result?["serverInfo"]?["description"] != nil) == (version == .v2025_11_25))
    #expect((result?["capabilities"]?["completions"] != nil) == (version != .v2024_11_05))  // CAP-02
  }

  @Test(arguments: ["1999-01-01", "2099-01-01", "2026-07-28"])
  func `LIFE-03, LIFE-04: other versions meet an offer`(version: String) async throws {
    let params: JSONObject = ["protocolVersion": .string(version), "capabilities": ["extensions": [:]]]  // CAP-06
    let result = try await Client(.v2025_11_25).call("initialize", params)["result"]
    #expect(result?["protocolVersion"] == "2025-11-25")
  }

  @Test(arguments: [[:], ["protocolVersion": 1], ["protocolVersion": "2025-11-25"]] as [JSONObject])
  func `BASE-26: a handshake needs its params`(params: JSONObject) async throws {
    #expect(try await Client(.v2025_11_25).call("initialize", params)["error"]?["code"] == -32602)
  }

  @Test func `LIFE-05, LIFE-07, LIFE-09, PING-01: the order of things`() async throws {
    let client = Client(.v2025_06_18)
    #expect(try await client.call("tools/list")["error"]?["code"] == -32600)
    #expect(try await client.call("ping")["result"] == [:])
    try await client.initialize()
    client.notify("notifications/initialized")
    #expect(try await client.call("tools/list")["result"] != nil)
    #expect(try await client.call("ping")["result"] == [:])
    #expect(try await client.initialize()["error"]?["code"] == -32600)
    #expect(client.sink.messages.isEmpty)
  }

  @Test func `BASE-07, ROOT-02, META-08: what nobody knows is taken in silence`() async throws {
    let client = try await Client.started(.v2025_11_25)
    client.notify("notifications/roots/list_changed")
    client.notify("notifications/whatever", ["x": 1])
    let params: JSONObject = ["foo": 1, "_meta": ["io.modelcontextprotocol/protocolVersion": 7, "com.example/x": []]]
    #expect(try await client.call("tools/list", params)["result"] != nil)
    #expect(client.sink.messages.isEmpty)
  }

  @Test func `LOG-01, LOG-02: each session sets its level`() async throws {
    let client = try await Client.started(.v2025_11_25)
    let other = try await Client.started(.v2025_11_25)
    #expect(try await client.call("logging/setLevel", ["level": "verbose"])["error"]?["code"] == -32602)
    for level in LogLevel.allCases.reversed() {
      #expect(try await client.call("logging/setLevel", ["level": .string(level.rawValue)])["result"] == [:])
    }
    for it in [client, other] { try await it.call("tools/call", ["name": "echo"]) }
    #expect(client.sink.messages.map { $0["params"]?["level"] } == ["info", "debug"])
    #expect(other.sink.messages.map { $0["params"]?["level"] } == ["info"])
  }

  @Test func `CAP-03, BASE-10: without logging there is no level`() async throws {
    var features = Catalog.Features()
    features.loggingEras = []
    let client = Client(.v2025_11_25, Catalog(server: Implementation(name: "s", version: "1"), features: features))
    #expect(try await client.initialize()["result"]?["capabilities"] == [:])
    #expect(try await client.call("logging/setLevel", ["level": "info"])["error"]?["code"] == -32601)
  }

  @Test(arguments: versions)
  func `NEG-12, BASE-10: methods that no legacy version has`(version: ProtocolVersion) async throws {
    let client = try await Client.started(version)
    for method in ["server/discover", "subscriptions/listen", "tasks/list", "unknown"] {
      #expect(try await client.call(method)["error"]?["code"] == -32601)
    }
  }
}
