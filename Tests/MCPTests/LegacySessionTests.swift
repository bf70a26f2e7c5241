import JSON
import JSONRPC
import MCP
import Testing

struct LegacySessionTests {
  let sink = Collector()
  let session: LegacySession

  init() { session = LegacySession(CatalogStore(Sample.catalog()), sink: sink) }

  func call(_ method: String, _ params: JSONObject = [:]) async throws -> JSONValue {
    try await session.handle(Request(id: .string("r"), method: method, params: params)).answer()
  }

  @discardableResult
  func open(_ version: String) async throws -> JSONValue {
    let info: JSONObject = ["name": "c", "version": "1"]
    return try await call(
      "initialize",
      ["protocolVersion": .string(version), "capabilities": [:], "clientInfo": .object(info)]
    )
  }

  static let versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]

  @Test(arguments: versions)
  func `LIFE-01, LIFE-02, BASE-17: a known version is agreed on`(version: String) async throws {
    let result = try await open(version)["result"]
    #expect(result?["protocolVersion"] == .string(version))
    #expect(result?["instructions"] == "Use it.")
    #expect(result?["resultType"] == nil)
    #expect(result?["serverInfo"]?["title"] == (version >= "2025-06-18" ? "Sample" : nil))  // LIFE-13
    #expect((result?["serverInfo"]?["description"] != nil) == (version == "2025-11-25"))
    #expect((result?["capabilities"]?["completions"] != nil) == (version != "2024-11-05"))  // CAP-02
  }

  @Test(arguments: ["1999-01-01", "2099-01-01", "2026-07-28"])
  func `LIFE-03, LIFE-04: other versions meet an offer`(version: String) async throws {
    #expect(try await open(version)["result"]?["protocolVersion"] == "2025-11-25")
  }

  @Test func `LIFE-07, LIFE-09, PING-01: the order of things`() async throws {
    #expect(try await call("tools/list")["error"]?["code"] == -32600)
    #expect(try await call("ping")["result"] == [:])
    try await open("2025-06-18")
    #expect(try await call("tools/list")["result"] != nil)
    #expect(try await open("2025-06-18")["error"]?["code"] == -32600)
  }

  @Test(arguments: versions)
  func `TOOL-08 … TOOL-11, TOOL-29: a version gets what it knows`(version: String) async throws {
    try await open(version)
    let tool = try await call("tools/list")["result"]?["tools"]?.array?.first
    #expect((tool?["title"] != nil) == (version >= "2025-06-18"))
    #expect((tool?["annotations"] != nil) == (version >= "2025-03-26"))
    #expect(tool?["outputSchema"] == nil)
    let result = try await call("tools/call", ["name": "echo"])["result"]
    #expect(result?["structuredContent"] == nil)
    let types = result?["content"]?.array?.map { $0["type"]?.string ?? "" }
    #expect(
      types == [
        "text", version == "2024-11-05" ? "resource" : "audio", version < "2025-06-18" ? "text" : "resource_link",
      ]
    )
  }

  @Test func `LOG-01: sets the level`() async throws {
    try await open("2025-11-25")
    #expect(try await call("logging/setLevel", ["level": "verbose"])["error"]?["code"] == -32602)
    #expect(try await call("logging/setLevel", ["level": "debug"])["result"] == [:])
    _ = try await call("tools/call", ["name": "echo"])
    #expect(sink.messages.map { $0["params"]?["level"] } == ["info", "debug"])
  }

  @Test func `PROG-04: the first version has no progress message`() async throws {
    try await open("2024-11-05")
    _ = try await call("logging/setLevel", ["level": "emergency"])
    _ = try await call("tools/call", ["name": "echo", "_meta": ["progressToken": "p"]])
    #expect(sink.messages.count == 2)
    #expect(sink.messages.allSatisfy { $0["params"]?["message"] == nil })
  }

  @Test func `RES-03: a resource that is not there`() async throws {
    try await open("2025-11-25")
    #expect(try await call("resources/read", ["uri": "docs://nope"])["error"]?["code"] == -32002)
  }

  @Test func `PROG-03, CANC-06: nothing is said after the answer`() async throws {
    try await open("2025-11-25")
    let params: JSONObject = ["name": "echo", "_meta": ["progressToken": 1]]
    let handling = session.handle(Request(id: .string("r"), method: "tools/call", params: params))
    guard case .later(let pending) = handling else {
      Issue.record("answered at once")
      return
    }
    #expect(pending.isSafe)
    pending.silence()
    _ = await pending.reply()
    #expect(sink.messages.isEmpty)
  }
}
