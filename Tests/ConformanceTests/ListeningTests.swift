import JSON
import JSONRPC
import MCP
import Testing

/// The parts of `server-stateless` that are about `subscriptions/listen`.
@Suite(.timeLimit(.minutes(5)))
struct ListeningTests {
  static let key = "io.modelcontextprotocol/subscriptionId"

  let client = Client(.v2026_07_28)

  /// Listens while the body runs, and gives what came on the stream before the end and what ended it.
  private func listen(
    for filter: JSONValue,
    id: RequestID = .string("listen"),
    _ body: () async throws -> Void
  ) async throws -> Exchange {
    let stream = client.stream()
    async let exchange = client.call("subscriptions/listen", ["notifications": filter], id: id, on: stream)
    _ = await stream.next()
    try await body()
    client.dispatcher.endSubscriptions()
    return try await exchange
  }

  @Test(arguments: [.string("listen"), .number(JSONNumber(0))] as [RequestID])
  func `server-stateless (SUB-02, SUB-03, SUB-09): the first message says what is honoured, and all carry the id`(
    id: RequestID
  ) async throws {
    let filter: JSONValue = ["toolsListChanged": true]
    let exchange = try await listen(for: filter, id: id) {
      _ = try await client.callTool("test_trigger_tool_change")
    }
    #expect(
      exchange.methods == ["notifications/subscriptions/acknowledged", "notifications/tools/list_changed"]
    )
    #expect(exchange.messages.first?["params"]?["notifications"] == filter)
    #expect(exchange.messages.allSatisfy { $0["params"]?["_meta"]?[Self.key] == id.json })
    #expect(exchange.result?["_meta"]?[Self.key] == id.json)
  }

  @Test(arguments: ["tools", "prompts"])
  func `server-stateless (SUB-04, TOOL-15, PRM-06): a list has changed, and who asked for that is told`(
    list: String
  ) async throws {
    let before = try await client.call("\(list)/list").result?[list]?.array
    let exchange = try await listen(for: .object(["\(list)ListChanged": true])) {
      _ = try await client.callTool("test_trigger_tool_change")
      _ = try await client.callTool("test_trigger_prompt_change")
      _ = try await client.callTool("test_trigger_resource_update")
    }
    #expect(exchange.methods.dropFirst() == ["notifications/\(list)/list_changed"])
    let after = try await client.call("\(list)/list").result?[list]?.array
    #expect(try #require(after).count == #require(before).count + 1)
    let trigger = "test_trigger_\(list.dropLast())_change"
    _ = try await client.callTool(trigger)
    #expect(try await client.call("\(list)/list").result?[list]?.array == before)
  }

  /// The scenarios of 2025-11-25 have this in `resources-subscribe`.
  @Test func `the watched resource (SUB-12) is heard of by who listens to it`() async throws {
    let uri: JSONValue = "test://watched-resource"
    let exchange = try await listen(for: ["resourceSubscriptions": [uri]]) {
      _ = try await client.callTool("test_trigger_resource_update")
      _ = try await client.callTool("test_trigger_tool_change")
    }
    #expect(exchange.methods.dropFirst() == ["notifications/resources/updated"])
    #expect(exchange.messages.last?["params"]?["uri"] == uri)
  }
}
