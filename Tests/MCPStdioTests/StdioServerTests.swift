import EventThread
import JSON
import JSONRPC
import MCP
import MCPStdio
import Testing

@Suite(.timeLimit(.minutes(5)), .serialized)
struct StdioServerTests {
  private func call(_ id: Int) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"gate"}}"#
  }

  @Test func `STD-09, PING-01: a slow call never delays a ping`() async throws {
    try await Conversation.with { it in
      try it.initialize()
      it.send(call(1))
      it.send(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#)
      #expect(try it.output.next() == ["jsonrpc": "2.0", "id": 2, "result": [:]])
      it.gate.open()
      #expect(try it.output.next()["id"] == 1)
    }
  }

  @Test func `CANC-01, CANC-02, CANC-06: a cancelled call is stopped and stays silent`() async throws {
    try await Conversation.with { it in
      try it.initialize()
      it.send(call(1))
      it.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":99}}"#)
      it.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
      it.send(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#)
      #expect(try it.output.next()["id"] == 2)
      #expect(it.gate.cancellations == 1)
    }
  }

  @Test func `BASE-15: an id that is in use is refused`() async throws {
    try await Conversation.with { it in
      try it.initialize()
      it.send(call(1))
      it.send(call(1))
      #expect(try it.output.next()["error"]?["code"] == -32600)
      it.gate.open()
      #expect(try it.output.next()["result"] != nil)
    }
  }

  @Test func `STD-04: a call that may have changed something is answered after the end of input`() async throws {
    try await Conversation.with(readOnly: false) { it in
      try it.initialize()
      it.send(call(1))
      it.send(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#)
      #expect(try it.output.next()["id"] == 2)
      it.end()
      it.gate.open()
      #expect(try it.output.next()["id"] == 1)
      #expect(it.gate.cancellations == 0)
    }
  }

  @Test func `STD-04: a call that only reads is stopped at the end of input`() async throws {
    try await Conversation.with { it in
      try it.initialize()
      it.send(call(1))
    }
  }

  @Test(
    arguments: [
      ("garbage", -32700), ("[]", -32600), (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600), ("7", -32600),
      (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#, -32600), (#""\ud800""#, -32700),
      (String(repeating: "[", count: 10_000), -32600), (String(repeating: "x", count: 2 << 20), -32600),
    ])
  func `STD-07, BASE-09, BASE-13, BASE-27: broken lines are answered and survived`(line: String, code: Int) async throws
  {
    try await Conversation.with {
      $0.maximumLineLength = 1 << 20
    } _: { it in
      it.send(line)
      let answer = try it.output.next()
      #expect(answer["error"]?["code"]?.int == code)
      #expect(answer["id"] == nil)
      it.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}\r\n")
      #expect(try it.output.next()["id"] == 3)
    }
  }

  @Test func `BASE-11, STD-06: 2025-03-26 has batches, answered as one array`() async throws {
    try await Conversation.with { it in
      try it.initialize("2025-03-26")
      it.gate.open()
      it.send(
        "[\(call(1)),{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"},"
          + #"{"jsonrpc":"2.0","id":2,"method":"ping"}]"#
      )
      let answers = try it.output.next().array ?? []
      #expect(Set(answers.compactMap { $0["id"]?.int }) == [1, 2])
    }
  }

  @Test func `NEG-11, NEG-12, STD-13: eras are chosen for each message`() async throws {
    let probe = #"{"jsonrpc":"2.0","id":1,"method":"server/discover"}"#
    try await Conversation.with { it in
      it.send(probe)
      #expect(try it.output.next()["error"]?["code"] == -32602)
      it.send(
        #"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"#
          + #""io.modelcontextprotocol/protocolVersion":"2026-07-28","#
          + #""io.modelcontextprotocol/clientCapabilities":{}}}}"#
      )
      #expect(try it.output.next()["result"]?["resultType"] == "complete")
      try it.initialize()
    }
    try await Conversation.with({ $0.eras = .legacy }) { it in
      it.send(probe)
      let answer = try it.output.next()
      #expect(answer["error"]?["code"] == -32601)
    }
    try await Conversation.with({ $0.eras = .modern }) { it in
      it.send(#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#)
      let answer = try it.output.next()
      #expect(answer["error"]?["message"]?.string?.contains("2026-07-28") == true)  // NEG-06
    }
  }

  @Test func `BASE-02, STD-01, STD-02: whatever a tool says is one line of UTF-8`() async throws {
    try await Conversation.with { it in
      try it.initialize()
      let text = "caff\u{E8} \n\r\n \u{2028}\u{2029} \u{1F389} \u{0} e\u{301} \u{FEFF}"
      let message: JSONValue = [
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": ["name": "say", "arguments": ["text": .string(text)]],
      ]
      it.send("\(message)")
      let line = try it.output.nextLine()
      #expect(line.first == UInt8(ascii: "{"))
      let said = try JSONParser.parse(line)["result"]?["content"]?.array?.first?["text"]?.string
      #expect(said.map { Array($0.utf8) } == Array(text.utf8))
    }
  }

  @Test func `LIFE-10, CANC-02: the handshake cannot be cancelled, and odd cancellations do no harm`() async throws {
    try await Conversation.with { it in
      for id in ["0", "null", "{}", "\"x\""] {
        it.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id)}}"#)
      }
      it.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#)
      try it.initialize()
      it.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":0}}"#)
      it.send(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
      #expect(try it.output.next()["id"] == 1)
    }
  }

  @Test(arguments: EraSupport.allCases)
  func `BASE-07, BASE-25, STD-11: what answers nothing is not answered`(eras: EraSupport) async throws {
    try await Conversation.with {
      $0.eras = eras
    } _: { (it) async throws in
      it.send(#"{"jsonrpc":"2.0","id":"server-1","result":{}}"#)
      it.send(#"{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"no"}}"#)
      it.send(#"{"jsonrpc":"2.0","method":"notifications/unknown"}"#)
      it.send("")
      it.sendModern("server/discover", id: 1)
      #expect(try it.output.next()["id"] == 1)
    }
  }

  @Test func `BASE-12: a handshake is not for batches`() async throws {
    try await Conversation.with { it in
      it.send(#"[{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}]"#)
      #expect(try it.output.next()["error"]?["code"] == -32600)
      try it.initialize("2025-03-26")
      it.send(
        #"[{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26","capabilities":{}}}]"#
      )
      #expect(try it.output.next().array?.first?["error"]?["code"] == -32600)
    }
  }

  @Test func `NEG-09, BASE-22: both eras are spoken side by side`() async throws {
    try await Conversation.with { it in
      try it.initialize("2025-06-18")
      it.sendModern("tools/list", id: 1)
      #expect(try it.output.next()["result"]?["resultType"] == "complete")
      it.send(#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#)
      #expect(try it.output.next()["result"]?["resultType"] == nil)
    }
  }

  @Test func `STD-08, STD-09, BASE-28: a hundred calls at once, and lines of twelve megabytes`() async throws {
    try await Conversation.with { it in
      try it.initialize()
      for id in 1...100 { it.send(call(id)) }
      it.gate.open()
      #expect(try Set((1...100).map { _ in try it.output.next()["id"]?.int }) == Set(1...100))
      let text = String(repeating: "x", count: 12 << 20)
      it.send(
        #"{"jsonrpc":"2.0","id":101,"method":"tools/call","params":{"name":"say","arguments":{"text":"\#(text)"}}}"#
      )
      #expect(try it.output.nextLine().count > 12 << 20)
    }
  }

  @Test func `BASE-27: more than so many requests at once are refused`() async throws {
    try await Conversation.with {
      $0.maximumCalls = 2
    } _: { it in
      try it.initialize()
      for id in 1...3 { it.send(call(id)) }
      let refusal = try it.output.next()
      #expect(refusal["id"] == 3)
      #expect(refusal["error"]?["code"] == -32603)
      it.gate.open()
      #expect(try Set([it.output.next()["id"]?.int, it.output.next()["id"]?.int]) == [1, 2])
    }
  }

  @Test func `CANC-03, CANC-10: cancelling what may have been answered already, with a note of the reason`()
    async throws
  {
    try await Conversation.with { it in
      try it.initialize()
      it.gate.open()
      for id in 1...200 {
        it.send(call(id))
        it.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id),"reason":"r"}}"#)
      }
      it.send(#"{"jsonrpc":"2.0","id":"last","method":"ping"}"#)
      var answered: [JSONValue] = []
      while answered.last != "last" { answered.append(try #require(try it.output.next()["id"])) }
      #expect(Set(answered).count == answered.count)
      #expect(it.notes.all.allSatisfy { $0.contains("was cancelled") && $0.contains("\"r\"") })
    }
  }
}
