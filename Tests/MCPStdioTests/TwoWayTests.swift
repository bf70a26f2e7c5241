import JSON
import MCP
import MCPStdio
import Testing

/// What a server sends that is no answer.
@Suite(.timeLimit(.minutes(5)), .serialized)
struct TwoWayTests {
  private let say = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"say"}}"#

  @Test func `ELIC-14, LIFE-11: a call asks and goes on with the answer`() async throws {
    try await Conversation.with { it in
      try it.initialize(capabilities: ["elicitation": [:]])
      it.send(say)
      let question = try it.output.next()
      #expect(question["method"] == "elicitation/create")
      let answer: JSONValue = ["action": "accept", "content": ["text": "hi"]]
      it.send("\(["jsonrpc": "2.0", "id": try #require(question["id"]), "result": answer] as JSONValue)")
      #expect(try it.output.next()["result"]?["content"] == [["type": "text", "text": "hi"]])
    }
  }

  @Test func `CANC-01, CANC-06, CANC-08: who cancels a call hears only that its question is cancelled`() async throws {
    try await Conversation.with { it in
      try it.initialize(capabilities: ["elicitation": [:]])
      it.send(say)
      let question = try it.output.next()
      it.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
      let cancellation = try it.output.next()
      #expect(cancellation["method"] == "notifications/cancelled")
      #expect(cancellation["params"]?["requestId"] == question["id"])
      it.send(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#)
      #expect(try it.output.next()["id"] == 2)
    }
  }

  @Test func `SUB-03, SUB-05, SUB-08, STD-12: two subscriptions on one pipe, one of which is cancelled`() async throws {
    try await Conversation.with { it in
      let key = "io.modelcontextprotocol/subscriptionId"
      for id in [0, "b"] as [JSONValue] {
        it.sendModern("subscriptions/listen", id: id, ["notifications": ["toolsListChanged": true]])
        #expect(try it.output.next()["params"]?["_meta"]?[key] == id)
      }
      it.store.replace(with: it.store.catalog, changed: [.tools])
      it.send(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
      var told: Set<JSONValue> = []
      for _ in 0..<3 { if let id = try it.output.next()["params"]?["_meta"]?[key] { told.insert(id) } }
      #expect(told == [0, "b"])
      it.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":0}}"#)
      it.send(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#)
      #expect(try it.output.next()["id"] == 2)
      it.store.replace(with: it.store.catalog, changed: [.tools])
      it.send(#"{"jsonrpc":"2.0","id":3,"method":"ping"}"#)
      let messages = try [it.output.next(), it.output.next()]
      #expect(messages.compactMap { $0["params"]?["_meta"]?[key] } == ["b"])
    }
  }

  @Test func `TOOL-15, LIFE-06: a session hears of changes once it is initialized`() async throws {
    try await Conversation.with { it in
      it.store.replace(with: it.store.catalog, changed: [.tools])
      try it.initialize()
      it.send(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
      #expect(try it.output.next()["id"] == 1)
      // Nothing else happens: what is said on another thread has to be written all the same.
      it.store.replace(with: it.store.catalog, changed: [.tools])
      #expect(try it.output.next()["method"] == "notifications/tools/list_changed")
    }
  }
}
