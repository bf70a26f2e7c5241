import JSON
import JSONRPC
import MCP
import Testing

@Suite(.timeLimit(.minutes(5)))
struct LegacyInputsTests {
  static let versions = LegacySessionTests.versions

  /// Calls a tool and answers each of the server's requests with what the closure makes of it.
  private func call(
    _ tool: String,
    _ client: Client,
    questions count: Int,
    answer: (JSONValue) throws -> JSONValue = { Fixture.answer(to: $0["method"], $0["params"]) }
  ) async throws -> (result: JSONValue?, requests: [JSONValue]) {
    async let result = client.call("tools/call", ["name": .string(tool)])
    var requests: [JSONValue] = []
    for _ in 0..<count {
      let request = await client.sink.next()
      requests.append(request)
      try client.respond(to: request, answer(request))
    }
    return try await (result["result"], requests)
  }

  @Test(arguments: versions)
  func `SAMP-01, ROOT-01, BASE-14: asks in requests with fresh ids`(version: ProtocolVersion) async throws {
    let client = try await Client.started(version, Fixture.catalog, capabilities: Fixture.everything)
    let (first, samplings) = try await call("sampling", client, questions: 1)
    #expect(first?["content"]?.array?.first?["text"] == "Paris")
    #expect(samplings[0]["method"] == "sampling/createMessage")
    #expect(samplings[0]["params"]?["maxTokens"] == 100)
    let (second, roots) = try await call("roots", client, questions: 1)
    #expect(second?["content"]?.array?.first?["text"] == "1 roots")
    #expect(roots[0]["method"] == "roots/list")
    #expect(roots[0]["id"] != samplings[0]["id"])
  }

  @Test(arguments: [.v2025_06_18, .v2025_11_25] as [ProtocolVersion])
  func `ELIC-04: only versions with modes name the mode of a form`(version: ProtocolVersion) async throws {
    let client = try await Client.started(version, Fixture.catalog, capabilities: Fixture.everything)
    let (result, requests) = try await call("elicitation", client, questions: 1)
    #expect(result?["content"]?.array?.first?["text"] == "Hello, my name!")
    #expect(requests[0]["method"] == "elicitation/create")
    #expect(requests[0]["params"]?["mode"] == (version == .v2025_11_25 ? "form" : nil))
    #expect(requests[0]["params"]?["message"] == "Your name?")
  }

  @Test(arguments: ["decline", "cancel"])
  func `ELIC-08, MRTR-10: a person may say no`(action: String) async throws {
    let client = try await Client.started(.v2025_11_25, Fixture.catalog, capabilities: Fixture.everything)
    let (result, _) = try await call("elicitation", client, questions: 1) { _ in ["action": .string(action)] }
    #expect(result?["content"]?.array?.first?["text"]?.string?.hasPrefix(action) == true)
  }

  @Test func `ELIC-05, ELIC-07: a URL has an id, and is said to be done`() async throws {
    let client = try await Client.started(
      .v2025_11_25,
      Fixture.catalog,
      capabilities: ["elicitation": ["url": [:]]]
    )
    let (result, requests) = try await call("page", client, questions: 1)
    #expect(result?["content"]?.array?.first?["text"] == "opened")
    #expect(requests[0]["params"]?["mode"] == "url")
    #expect(requests[0]["params"]?["url"] == "https://example.com/p")
    let id = try #require(requests[0]["params"]?["elicitationId"]?.string)
    #expect(id.count > 20)
    #expect(client.sink.messages.count == 2)
    #expect(client.sink.messages.last?["method"] == "notifications/elicitation/complete")
    #expect(client.sink.messages.last?["params"] == ["elicitationId": .string(id)])
  }

  @Test(arguments: versions)
  func `ELIC-03, SAMP-01, ROOT-01: an undeclared capability is a failure of the tool that says so`(
    version: ProtocolVersion
  ) async throws {
    let client = try await Client.started(version, Fixture.catalog)
    for tool in ["elicitation", "sampling", "roots", "page"] {
      let result = try await client.call("tools/call", ["name": .string(tool)])["result"]
      #expect(result?["isError"] == true)
      #expect(result?["content"]?.array?.first?["text"]?.string?.contains("cannot be asked") == true)
    }
    #expect(client.sink.messages.isEmpty)
  }

  @Test func `ELIC-03, LIFE-08: before 2025-06-18 nobody is elicited, whatever was declared`() async throws {
    let client = try await Client.started(.v2025_03_26, Fixture.catalog, capabilities: Fixture.everything)
    #expect(try await client.call("tools/call", ["name": "elicitation"])["result"]?["isError"] == true)
    #expect(client.sink.messages.isEmpty)
  }

  @Test func `LIFE-06: nobody is asked before saying initialized`() async throws {
    let client = Client(.v2025_11_25, Fixture.catalog, capabilities: Fixture.everything)
    try await client.initialize()
    let result = try await client.call("tools/call", ["name": "elicitation"])["result"]
    #expect(result?["isError"] == true)
    #expect(result?["content"]?.array?.first?["text"]?.string?.contains("notifications/initialized") == true)
    #expect(client.sink.messages.isEmpty)
  }

  @Test func `LIFE-11, CANC-08: a silent client is given up in time`() async throws {
    let clock = ManualClock()
    let client = try await Client.started(
      .v2025_11_25,
      Fixture.catalog,
      capabilities: Fixture.everything,
      clock: clock
    )
    async let answer = client.call("tools/call", ["name": "elicitation"])
    let request = await client.sink.next()
    await clock.sleeper()
    clock.advance(by: .seconds(300))
    let cancellation = await client.sink.next()
    #expect(cancellation["method"] == "notifications/cancelled")
    #expect(cancellation["params"]?["requestId"] == request["id"])
    #expect(try await answer["result"]?["isError"] == true)
    try client.respond(to: request, ["action": "accept"])  // Too late, and no harm.
  }

  @Test func `CANC-01, CANC-08: who cancels a call cancels its questions`() async throws {
    let client = try await Client.started(.v2025_11_25, Fixture.catalog, capabilities: Fixture.everything)
    guard case .later(let pending) = client.handle("tools/call", ["name": "elicitation"]) else {
      Issue.record("answered at once")
      return
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { _ = await pending.reply() }
      let request = await client.sink.next()
      pending.silence()
      group.cancelAll()
      let cancellation = await client.sink.next()
      #expect(cancellation["params"]?["requestId"] == request["id"])
    }
    #expect(client.sink.messages.count == 2)
  }

  @Test func `CANC-01: a call that was cancelled before asks nothing`() async throws {
    let client = try await Client.started(.v2025_11_25, Fixture.catalog, capabilities: Fixture.everything)
    guard case .later(let pending) = client.handle("tools/call", ["name": "elicitation"]) else { return }
    await withTaskGroup(of: Void.self) { group in
      group.cancelAll()
      group.addTask { _ = await pending.reply() }
    }
    #expect(client.sink.messages.allSatisfy { $0["id"] == nil })
  }

  @Test func `ELIC-08: an error of the client is told to the model`() async throws {
    let client = try await Client.started(.v2025_11_25, Fixture.catalog, capabilities: Fixture.everything)
    async let answer = client.call("tools/call", ["name": "sampling"])
    let request = await client.sink.next()
    try client.receive(["jsonrpc": "2.0", "id": "unknown", "result": [:]])
    try client.receive([
      "jsonrpc": "2.0", "id": #require(request["id"]), "error": ["code": -1, "message": "User rejected"],
    ])
    let result = try await answer["result"]
    #expect(result?["isError"] == true)
    #expect(result?["content"]?.array?.first?["text"]?.string?.contains("User rejected") == true)
  }

  @Test func `a session that is closed asks no more`() async throws {
    let client = try await Client.started(.v2025_11_25, Fixture.catalog, capabilities: Fixture.everything)
    async let answer = client.call("tools/call", ["name": "sampling"])
    _ = await client.sink.next()
    client.session.close()
    #expect(try await answer["error"]?["code"] == -32603)
  }

  @Test(arguments: ["elicitation", "sampling", "roots", "several", "rounds"])
  func `MRTR-12: a handler comes to the same result in both eras`(tool: String) async throws {
    let legacy = try await Client.started(.v2025_11_25, Fixture.catalog, capabilities: Fixture.everything)
    let count = ["several": 3, "rounds": 2][tool] ?? 1
    let (result, _) = try await call(tool, legacy, questions: count)
    let modern = Client(.v2026_07_28, Fixture.catalog, capabilities: Fixture.everything)
    let last = try await modern.finish(tool)
    #expect(result?["content"] == last?["content"])
    #expect(result?["isError"] == false)
  }
}
