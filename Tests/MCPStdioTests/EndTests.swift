import JSON
import MCP
import MCPStdio
import Testing

/// How a server comes to its end: by the end of its input, or by a signal (STD-04, STD-05).
@Suite(.timeLimit(.minutes(1)), .serialized)
struct EndTests {
  private let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"gate"}}"#
  private let ping = #"{"jsonrpc":"2.0","id":2,"method":"ping"}"#

  @Test(arguments: [true, false])
  func `STD-04, STD-05: a call that may have changed something is answered first`(bySignal: Bool) async throws {
    try await Conversation.with(readOnly: false) { it in
      try it.initialize()
      it.send(call)
      it.send(ping)
      #expect(try it.output.next()["id"] == 2)
      if bySignal { await it.server.stop() } else { it.end() }
      it.gate.open()
      #expect(try it.output.next()["id"] == 1)
      #expect(it.output.hasEnded())
      #expect(it.gate.cancellations == 0)
    }
  }

  @Test(arguments: [true, false])
  func `STD-04, STD-05: a call that only reads is stopped`(bySignal: Bool) async throws {
    try await Conversation.with { it in
      try it.initialize()
      it.send(call)
      it.send(ping)
      #expect(try it.output.next()["id"] == 2)
      if bySignal { await it.server.stop() } else { it.end() }
      #expect(it.output.hasEnded())
      #expect(it.gate.cancellations == 1)
    }
  }

  @Test func `STD-04: a call that takes too long is given up`() async throws {
    try await Conversation.with(readOnly: false) {
      $0.grace = .zero
    } _: { it in
      try it.initialize()
      it.send(call)
      it.end()
      #expect(it.output.hasEnded())
      #expect(it.gate.cancellations == 1)
    }
  }

  @Test func `STD-07: what the input ends with is a message, also without its line's end`() async throws {
    try await Conversation.with { (it) async throws in
      it.send(ping, end: "")
      it.end()
      #expect(try it.output.next()["id"] == 2)
      #expect(it.output.hasEnded())
    }
  }

  @Test func `SUB-09, SUB-10: subscriptions end with their results, and nothing else is said of them`() async throws {
    try await Conversation.with { it in
      it.sendModern("subscriptions/listen", id: "s", ["notifications": ["toolsListChanged": true]])
      #expect(try it.output.next()["method"] == "notifications/subscriptions/acknowledged")
      await it.server.stop()
      let end = try it.output.next()
      #expect(end["id"] == "s")
      #expect(end["result"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "s")
      #expect(it.output.hasEnded())
    }
  }

  @Test func `LIFE-11: nobody waits for answers that cannot come any more`() async throws {
    try await Conversation.with(readOnly: false) { it in
      try it.initialize(capabilities: ["elicitation": [:]])
      it.send(#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"say"}}"#)
      #expect(try it.output.next()["method"] == "elicitation/create")
      it.end()
      #expect(try it.output.next()["method"] == "notifications/cancelled")
      #expect(try it.output.next()["id"] == 1)
      #expect(it.output.hasEnded())
    }
  }
}
