import JSON
import MCP
import NIOHTTP1
import Synchronization
import TestSupport
import Testing

@testable import MCPHTTP

/// The life of a server: its start, its end, and what goes on in between by itself.
extension SocketTests {
  @Suite struct ServerTests {
    @Test func `SUB-09: a server that ends answers the calls under way, and ends subscriptions with their results`()
      async throws
    {
      try await RunningServer.with { it in
        let (calling, listening, idle) = (try it.client(), try it.client(), try it.client())
        calling.send(ModernRequest.call("gate"))
        await it.gate.entered()
        listening.send(ModernRequest("subscriptions/listen", ["notifications": ["toolsListChanged": true]]))
        _ = try listening.read(through: "acknowledged")
        idle.send(ModernRequest())
        _ = try idle.readAnswer()
        it.server.beginDraining()
        #expect(listening.readAll().contains(#""resultType":"complete""#))
        #expect(idle.readAll() == "")
        #expect(throws: RawClient.Failure.self) { try it.client() }
        it.gate.open()
        #expect(calling.readAll().contains("through"))
        #expect(it.gate.cancellations == 0)
      }
    }

    @Test func `a call that takes longer than a server waits is cancelled`() async throws {
      try await RunningServer.with(options: { $0.drainTimeout = .milliseconds(50) }) { it in
        let client = try it.client()
        client.send(ModernRequest.call("gate"))
        await it.gate.entered()
        it.server.beginDraining()
        #expect(client.readAll() == "")
        await it.gate.cancelled()
      }
    }

    @Test func `a port that is taken is an error`() async throws {
      try await RunningServer.with { it in
        var options = HTTPServerOptions()
        options.port = it.port
        let second = try HTTPServer(Sample.store(Gate()), options: options)
        let error = await #expect(throws: HTTPServer.StartError.self) { try await second.run() }
        #expect("\(error, default: "")".hasPrefix("cannot listen on 127.0.0.1:\(it.port): another program"))
      }
    }

    @Test func `a server that is cancelled ends`() async throws {
      var options = HTTPServerOptions()
      options.port = 0
      let server = try HTTPServer(Sample.store(Gate()), options: options)
      await withTaskGroup(of: Void.self) { group in
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        group.addTask { try? await server.run { listening.yield($0) } }
        _ = await ports.first { _ in true }
        group.cancelAll()
      }
    }

    @Test func `metrics have a listener of their own`() async throws {
      let port = try freePort()
      try await RunningServer.with(options: { $0.metrics = .init(port: port) }) { it in
        let client = try it.client()
        client.send(ModernRequest())
        _ = try client.readAnswer()
        let reader = try RawClient(port: port)
        reader.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(
          try reader.readAnswer().body.contains(#"method="server/discover",version="2026-07-28",status="200"} 1"#)
        )
        reader.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(try reader.readAnswer().head.hasPrefix("HTTP/1.1 404"))
      }
    }

    @Test func `SUB-11: signs of life come as often as the clock says`() async throws {
      let clock = TickingClock()
      try await RunningServer.with(clock: clock) { it in
        let client = try it.client()
        client.send(ModernRequest("subscriptions/listen", ["notifications": ["toolsListChanged": true]]))
        _ = try client.read(through: "acknowledged")
        await clock.tick()
        _ = try client.read(through: ": keep-alive\n\n")
        #expect(clock.slept == .seconds(15))
      }
    }

    /// A port that was free a moment ago.
    private func freePort() throws -> Int { try RawClient.freePort() }
  }
}

/// A clock that moves when it is told.
final class TickingClock: Clock {
  typealias Instant = ContinuousClock.Instant

  private let start = ContinuousClock.now
  private let (ticks, continuation) = AsyncStream.makeStream(of: Void.self)
  private let (sleeps, sleeping) = AsyncStream.makeStream(of: Void.self)
  private let lastSleep = Mutex(Duration.zero)

  var now: Instant { start }
  var minimumResolution: Duration { .zero }
  /// How long the last sleep was to be.
  var slept: Duration { lastSleep.withLock { $0 } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    lastSleep.withLock { $0 = start.duration(to: deadline) }
    sleeping.yield()
    for await _ in ticks { return }
    try Task.checkCancellation()
  }

  /// Ends a sleep, once there is one.
  func tick() async {
    for await _ in sleeps { break }
    continuation.yield()
  }
}
