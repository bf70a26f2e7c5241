import JSON
import MCP
import MCPStdio
import Testing

/// How a server comes to its end: by the end of its input, or by a signal (STD-04, STD-05).
@Suite(.timeLimit(.minutes(5)), .serialized)
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

  @Test func `STD-04: a call that only reads is answered too, when the input has ended`() async throws {
    try await Conversation.with { it in
      try it.initialize()
      it.send(call)
      it.send(ping)
      #expect(try it.output.next()["id"] == 2)
      it.end()
      it.gate.open()
      #expect(try it.output.next()["id"] == 1)
      #expect(it.output.hasEnded())
      #expect(it.gate.cancellations == 0)
    }
  }

  @Test(arguments: [true, false])
  func `STD-05: a signal stops a call that only reads, also after the input has ended`(first: Bool) async throws {
    try await Conversation.with { it in
      try it.initialize()
      it.send(call)
      if first {
        it.send(ping)
      } else {
        // What has no line's end is a message once the input has ended.
        it.send(ping, end: "")
        it.end()
      }
      #expect(try it.output.next()["id"] == 2)
      await it.server.stop()
      #expect(it.output.hasEnded())
      #expect(it.gate.cancellations == 1)
    }
  }

  @Test(arguments: [true, false])
  func `a call that only reads is stopped when nobody reads the output`(endsInput: Bool) async throws {
    try await Conversation.with { it in
      try it.initialize()
      it.send(call)
      it.send(ping)
      #expect(try it.output.next()["id"] == 2)
      if endsInput { it.end() }
      it.stopListening()
      // Without an end this would wait until the gate opens, which it does when the call is cancelled.
      await it.gate.passed()
      #expect(it.gate.cancellations == 1)
    }
  }

  @Test func `a call that may have changed something finishes although nobody reads`() async throws {
    try await Conversation.with(readOnly: false) { it in
      try it.initialize()
      it.send(call)
      it.send(ping)
      #expect(try it.output.next()["id"] == 2)
      it.stopListening()
      it.gate.open()
      await it.gate.passed()
      #expect(it.gate.cancellations == 0)
    }
  }

  @Test(arguments: [true, false])
  func `STD-04: a call that takes too long is given up`(readOnly: Bool) async throws {
    try await Conversation.with(readOnly: readOnly) {
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

  @Test(arguments: [true, false])
  func `SUB-09, SUB-10: subscriptions end with their results, and nothing else is said of them`(
    bySignal: Bool
  )
    async throws
  {
    try await Conversation.with { it in
      it.sendModern("subscriptions/listen", id: "s", ["notifications": ["toolsListChanged": true]])
      #expect(try it.output.next()["method"] == "notifications/subscriptions/acknowledged")
      if bySignal { await it.server.stop() } else { it.end() }
      let end = try it.output.next()
      #expect(end["id"] == "s")
      #expect(end["result"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "s")
      #expect(it.output.hasEnded())
    }
  }

  @Test func `LIFE-11: a question that comes after the end of the input is not asked`() async throws {
    try await Conversation.with(readOnly: false) { it in
      try it.initialize(capabilities: ["elicitation": [:]])
      it.send(#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask-later"}}"#)
      it.send(ping, end: "")
      it.end()
      #expect(try it.output.next()["id"] == 2)
      it.gate.open()
      let answer = try it.output.next()
      #expect(answer["id"] == 1)
      let words = answer["error"]?["message"]?.string
      #expect(words == "The connection has ended before the client answered elicitation/create")
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
