import EventThread
import Glibc
import JSON
import JSONRPC
import MCP
import MCPStdio
import Synchronization
import Testing

/// Answers when it is let, or when it is cancelled.
final class Gate: ToolHandler {
  private struct State {
    var waiting: [CheckedContinuation<Void, Never>] = []
    var isOpen = false
    var cancellations = 0
  }

  private let state = Mutex(State())

  var cancellations: Int { state.withLock { $0.cancellations } }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOpen = state.withLock { state in
          if !state.isOpen { state.waiting.append(continuation) }
          return state.isOpen
        }
        if isOpen { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.cancellations += 1 }
      open()
    }
    return .complete(ToolResult(content: [.text("through")]))
  }
}

/// A server on two pipes, on a thread of its own.
struct Conversation {
  let gate = Gate()
  let output: FileHandleReader
  private let input: Int32

  static func with(
    eras: EraSupport = .dual,
    maximumLineLength: Int = 1 << 20,
    readOnly: Bool = true,
    _ body: (Conversation) async throws -> Void
  ) async throws {
    let (clientReads, serverWrites) = try pipe()
    let (serverReads, clientWrites) = try pipe()
    let conversation = Conversation(output: FileHandleReader(clientReads), input: clientWrites)
    var options = StdioServer.Options()
    options.eras = eras
    options.maximumLineLength = maximumLineLength
    options.input = serverReads
    options.output = serverWrites
    let schema: JSONObject = ["type": "object"]
    let tool = Tool(
      name: "gate",
      description: "Waits",
      inputSchema: schema,
      annotations: ToolAnnotations(readOnly: readOnly),
      handler: conversation.gate
    )
    let store = CatalogStore(Catalog(server: Implementation(name: "s", version: "1"), tools: [tool]))
    let thread = EventThread.start(name: "stdio")
    let server = StdioServer(store, thread: thread, options: options)
    async let running: Void = server.run()
    try await body(conversation)
    conversation.end()
    await running
    thread.stop()
    for descriptor in [clientReads, serverWrites, serverReads] { close(descriptor) }
  }

  private static func pipe() throws -> (Int32, Int32) {
    var descriptors: [Int32] = [0, 0]
    try #require(unsafe Glibc.pipe(&descriptors) == 0)
    return (descriptors[0], descriptors[1])
  }

  func send(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    var sent = 0
    while sent < bytes.count {
      let rest = Array(bytes[sent...])
      sent += unsafe max(0, write(input, rest, rest.count))
    }
  }

  /// Closes the server's input, once.
  func end() { if output.hasEnded.exchange(true, ordering: .relaxed) == false { close(input) } }

  func initialize(_ version: String = "2025-11-25") throws {
    send(
      #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(version)","capabilities":{},"#
        + #""clientInfo":{"name":"c","version":"1"}}}"#
    )
    #expect(try output.next()["id"] == 0)
  }
}

/// Reads messages from a pipe, one line each.
final class FileHandleReader: Sendable {
  private let descriptor: Int32
  private let rest = Mutex<[UInt8]>([])
  let hasEnded = Atomic(false)

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  func next() throws -> JSONValue {
    try rest.withLock { rest in
      while true {
        if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          defer { rest.removeSubrange(...end) }
          return try JSONParser.parse(Array(rest[..<end]))
        }
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(descriptor, &chunk, chunk.count)
        try #require(count > 0)
        rest.append(contentsOf: chunk[..<count])
      }
    }
  }
}

@Suite(.timeLimit(.minutes(1)), .serialized)
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
  func `STD-07, BASE-13, BASE-27: broken lines are answered and survived`(line: String, code: Int) async throws {
    try await Conversation.with { it in
      it.send(line)
      let answer = try it.output.next()
      #expect(answer["error"]?["code"]?.int == code)
      #expect(answer["id"] == nil)
      it.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}\r\n")
      #expect(try it.output.next()["id"] == 3)
    }
  }

  @Test func `BASE-11: 2025-03-26 has batches, answered as one array`() async throws {
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
    try await Conversation.with(eras: .legacy) { it in
      it.send(probe)
      let answer = try it.output.next()
      #expect(answer["error"]?["code"] == -32601)
    }
    try await Conversation.with(eras: .modern) { it in
      it.send(#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#)
      let answer = try it.output.next()
      #expect(answer["error"]?["message"]?.string?.contains("2026-07-28") == true)  // NEG-06
    }
  }
}
