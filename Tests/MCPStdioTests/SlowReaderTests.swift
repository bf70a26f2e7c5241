import EventThread
import JSON
import MCP
@testable import MCPStdio
import Testing

/// A client that sends without reading.
@Suite(.timeLimit(.minutes(5)), .serialized)
struct SlowReaderTests {
  /// Calls whose answers are as long as they are.
  private static func call(_ id: Int) -> String {
    let text = String(repeating: "x", count: 10_000)
    return
      #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"say","arguments":{"text":"\#(text)"}}}"#
  }

  /// Sends calls, and tells when so many have gone that no pipe holds their answers.
  ///
  /// - Returns: How many were sent.
  private func flood(_ it: Conversation, started: AsyncStream<Never>.Continuation) async throws -> Int {
    let thread = try EventThread.start(name: "flood")
    let task = Task(executorPreference: thread) {
      for id in 1...300 {
        guard it.send(Self.call(id)) else { return id - 1 }
        if id == 50 { started.finish() }
      }
      return 300
    }
    let count = await task.value
    thread.stop()
    return count
  }

  @Test func `BASE-27, STD-08: nothing is lost when it reads late`() async throws {
    try await Conversation.with { it in
      try it.initialize()
      let (started, continuation) = AsyncStream.makeStream(of: Never.self)
      async let sent = flood(it, started: continuation)
      for await _ in started {}
      for id in 1...300 { #expect(try it.output.next()["id"]?.int == id) }
      #expect(try await sent == 300)
    }
  }

  @Test func `BASE-27, STD-05: nothing more is read while it does not read, and it can still be stopped`() async throws
  {
    try await Conversation.with {
      $0.grace = .zero
    } _: { it in
      try it.initialize()
      let (started, continuation) = AsyncStream.makeStream(of: Never.self)
      async let sent = flood(it, started: continuation)
      for await _ in started {}
      while await it.server.writer.backlog < 1 << 20 { await Task.yield() }
      // Turns in which it could go on reading.
      for _ in 0..<200 { #expect(await it.server.calls.isEmpty) }
      await it.server.stop()
      it.stopReading()
      // What the pipes hold, what may wait for the client, and what is read at once.
      #expect(try await sent * 10_000 < 2 << 20)
    }
  }
}
