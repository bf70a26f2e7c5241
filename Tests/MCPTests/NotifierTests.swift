import JSON
import JSONRPC
import MCP
import Testing

struct NotifierTests {
  @Test(arguments: [7, "token"] as [JSONValue])
  func `PROG-01, PROG-02: progress rises and carries the token`(token: JSONValue) async throws {
    for version in ProtocolVersion.allCases {
      let client = try await Client.started(version)
      if version.era == .legacy { try await client.call("logging/setLevel", ["level": "emergency"]) }
      try await client.call("tools/call", ["name": "echo", "_meta": ["progressToken": token]])
      let params = client.sink.messages.map { $0["params"] }
      #expect(params.map { $0?["progress"] } == [1, 2])
      #expect(params.allSatisfy { $0?["progressToken"] == token })
      #expect(params.first??["message"] == (version == .v2024_11_05 ? nil : "half"))  // PROG-04
    }
  }

  @Test func `PROG-09, LOG-03: nothing is said unasked`() async throws {
    let client = Client(.v2026_07_28)
    try await client.call("tools/call", ["name": "echo"])
    #expect(client.sink.messages.isEmpty)
  }

  @Test func `LOG-04, LOG-05: a request asks for messages of a level`() async throws {
    let client = Client(.v2026_07_28)
    let key = "io.modelcontextprotocol/logLevel"
    try await client.call("tools/call", ["name": "echo", "_meta": .object([key: "info"])])
    #expect(client.sink.messages.map { $0["params"]?["level"] } == ["info"])
    #expect(client.sink.messages.map { $0["params"]?["logger"] } == ["echo"])
    let refused = try await client.call("tools/list", ["_meta": .object([key: "loud"])])
    #expect(refused["error"]?["code"] == -32602)
  }

  @Test(arguments: [.v2024_11_05, .v2026_07_28] as [ProtocolVersion])
  func `PROG-03, CANC-06: nothing is said after the answer`(version: ProtocolVersion) async throws {
    let client = try await Client.started(version)
    let handling = client.handle("tools/call", ["name": "echo", "_meta": ["progressToken": 1]])
    guard case .later(let pending) = handling else {
      Issue.record("answered at once")
      return
    }
    #expect(!pending.mustFinish)
    pending.silence()
    _ = await pending.reply()
    #expect(client.sink.messages.isEmpty)
  }

  @Test func `PROG-05, LOG-07: a flood is cut`() async throws {
    let tool = Tool.asking("flood") { context in
      for index in 1...10_000 {
        context.progress(Double(index), total: 10_000)
        context.log(.error, logger: "flood", "again")
      }
      return .text("done")
    }
    let client = try await Client.started(.v2025_11_25, Sample.catalog(tools: [tool]))
    try await client.call("tools/call", ["name": "flood", "_meta": ["progressToken": 1]])
    #expect((100..<5000).contains(client.sink.messages.count))
    #expect(client.sink.messages.last { $0["params"]?["progress"] != nil }?["params"]?["progress"] == 10_000)
  }
}
