import JSON
import JSONRPC
import MCP
import Testing

@Suite(.timeLimit(.minutes(5)))
struct SubscriptionTests {
  static let subscriptionID = "io.modelcontextprotocol/subscriptionId"

  private func listening(
    _ catalog: Catalog = Sample.catalog(changing: [.tools, .prompts], hasSubscriptions: true)
  ) -> Client {
    Client(.v2026_07_28, catalog, maximumSubscriptions: 2)
  }

  @Test(
    arguments: [
      [:], ["notifications": 1], ["notifications": ["toolsListChanged": 1]],
      ["notifications": ["resourceSubscriptions": "docs://a"]], ["notifications": ["resourceSubscriptions": [1]]],
    ] as [JSONObject]
  )
  func `SUB-01: a filter has to be one`(params: JSONObject) async throws {
    #expect(try await listening().call("subscriptions/listen", params)["error"]?["code"] == -32602)
  }

  @Test(arguments: [.number(JSONNumber(0)), .string("sub-1")] as [RequestID])
  func `SUB-02, SUB-03, SUB-04, SUB-12, SUB-09: what is honoured, what is told, and the end`(id: RequestID) async throws
  {
    let client = listening()
    let filter: JSONValue = [
      "toolsListChanged": true, "promptsListChanged": false, "resourcesListChanged": true,
      "resourceSubscriptions": ["docs://a"],
    ]
    async let answer = client.call("subscriptions/listen", ["notifications": filter], id: id)
    let meta: JSONValue = .object([Self.subscriptionID: id.json])
    let acknowledgement = await client.sink.next()
    #expect(acknowledgement["method"] == "notifications/subscriptions/acknowledged")
    let honoured: JSONValue = ["toolsListChanged": true, "resourceSubscriptions": ["docs://a"]]
    #expect(acknowledgement["params"] == ["_meta": meta, "notifications": honoured])

    client.store.replace(with: client.store.catalog, changed: Set(CatalogList.allCases))
    client.store.resourceUpdated("docs://b")
    client.store.resourceUpdated("docs://a")
    #expect(
      await client.sink.next() == [
        "jsonrpc": "2.0", "method": "notifications/tools/list_changed", "params": ["_meta": meta],
      ]
    )
    let update = await client.sink.next()
    #expect(update["method"] == "notifications/resources/updated")
    #expect(update["params"] == ["uri": "docs://a", "_meta": meta])

    client.dispatcher.endSubscriptions()
    let end = try await answer
    #expect(end["id"] == id.json)
    #expect(end["result"]?["resultType"] == "complete")
    #expect(end["result"]?["_meta"]?[Self.subscriptionID] == id.json)
    client.store.resourceUpdated("docs://a")
    #expect(client.sink.messages.count == 3)
  }

  @Test func `SUB-02, SUB-12: what is not advertised is left out`() async throws {
    let client = listening(Sample.catalog(changing: [.tools]))
    let filter: JSONValue = ["promptsListChanged": true, "resourceSubscriptions": ["docs://a"]]
    async let answer = client.call("subscriptions/listen", ["notifications": filter])
    #expect(await client.sink.next()["params"]?["notifications"] == [:])
    client.store.resourceUpdated("docs://a")
    client.dispatcher.endSubscriptions()
    #expect(try await answer["result"] != nil)
    #expect(client.sink.messages.count == 1)
  }

  @Test func `SUB-05, SUB-11: subscriptions are independent, and there is a limit`() async throws {
    let client = listening()
    async let first = client.call(
      "subscriptions/listen",
      ["notifications": ["toolsListChanged": true]],
      id: .string("a")
    )
    _ = await client.sink.next()
    async let second = client.call(
      "subscriptions/listen",
      ["notifications": ["promptsListChanged": true]],
      id: .string("b")
    )
    _ = await client.sink.next()
    let third = try await client.call("subscriptions/listen", ["notifications": [:]], id: .string("c"))
    #expect(third["error"]?["code"] == -32603)
    #expect(client.sink.messages.count == 2)
    client.store.replace(with: client.store.catalog, changed: [.tools, .prompts])
    let told = await [client.sink.next(), client.sink.next()]
    #expect(told.map { $0["params"]?["_meta"]?[Self.subscriptionID] } == ["a", "b"])
    client.dispatcher.endSubscriptions()
    #expect(try await first["result"] != nil)
    #expect(try await second["result"] != nil)
  }

  @Test func `SUB-08, CANC-06, CANC-07: who cancels a subscription hears nothing more, and leaves nothing behind`()
    async throws
  {
    let client = listening()
    for round in 1...3 {
      guard
        case .later(let pending) = client.handle("subscriptions/listen", ["notifications": ["toolsListChanged": true]])
      else { return }
      #expect(pending.mustFinish)
      await withTaskGroup(of: Void.self) { group in
        group.addTask { _ = await pending.reply() }
        _ = await client.sink.next()
        pending.silence()
        group.cancelAll()
      }
      client.store.replace(with: client.store.catalog, changed: [.tools])
      #expect(client.sink.messages.count == round)
    }
  }

  @Test func `SUB-07: nobody observes for a subscription that has ended`() async throws {
    let client = listening()
    weak var stream: Collector?
    do {
      let sink = Collector(.v2026_07_28)
      stream = sink
      client.dispatcher.endSubscriptions()
      let meta: JSONValue = [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
      ]
      let params: JSONObject = ["notifications": ["toolsListChanged": true], "_meta": meta]
      let request = Request(id: .string("s"), method: "subscriptions/listen", params: params)
      if case .later(let pending) = client.dispatcher.handle(request, sink: sink) { _ = await pending.reply() }
      #expect(sink.messages.count == 1)
    }
    #expect(stream == nil)
  }

  @Test func `SUB-06: calls say nothing on a subscription`() async throws {
    let client = listening()
    let other = Collector(.v2026_07_28)
    async let answer = client.call("subscriptions/listen", ["notifications": ["toolsListChanged": true]])
    _ = await client.sink.next()
    let meta: JSONValue = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
      "progressToken": 1, "io.modelcontextprotocol/logLevel": "debug",
    ]
    let request = Request(id: .string("c"), method: "tools/call", params: ["name": "echo", "_meta": meta])
    if case .later(let pending) = client.dispatcher.handle(request, sink: other) { _ = await pending.reply() }
    #expect(other.messages.count == 4)
    #expect(client.sink.messages.count == 1)
    client.dispatcher.endSubscriptions()
    #expect(try await answer["result"] != nil)
  }

  @Test func `SUB-09: after the end a subscription ends at once`() async throws {
    let client = listening()
    client.dispatcher.endSubscriptions()
    let answer = try await client.call("subscriptions/listen", ["notifications": [:]])
    #expect(answer["result"]?["resultType"] == "complete")
    #expect(client.sink.messages.count == 1)
  }
}
