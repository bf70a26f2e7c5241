import NIOHTTP1
import TestSupport
import Testing
import WebServer

@Suite struct HTTPListenerTests {
  private static let request = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n"

  /// Listens with room for four connections, of which one may wait, and gives the port.
  private func listening(
    grace: Duration,
    _ body: @escaping @Sendable (_ port: Int) async throws -> Void
  ) async throws {
    var limits = ConnectionLimits()
    limits.maximumConnections = 4
    let route = Route(prefix: "/", maximumBodySize: 0) { _ in .text(.ok, "here") }
    let handler = RouteHandler([route], slots: RequestSlots(maximum: 8, ofParty: 8)) { _, _ in true }
    let listener = HTTPListener(handler, address: "127.0.0.1", port: 0, limits: limits) { _ in
      PartyBound(party: "all", waiting: 1, grace: grace)
    }
    let loops = try EventLoops.get(1)
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { listening.finish() }
        try await listener.run(on: loops) { listening.yield($0) }
      }
      defer { listener.close() }
      if let port = await ports.first(where: { _ in true }) { try await body(port) }
    }
  }

  @Test func `a party's connection over its limit takes the place of its oldest one`() async throws {
    try await listening(grace: .zero) { port in
      let first = try RawClient(port: port)
      let second = try RawClient(port: port)
      #expect(first.readAll() == "")
      second.send(Self.request)
      #expect(try second.readAnswer().body.contains("here"))
    }
  }

  @Test func `whoever is slow to send a request is not pushed out by others that only connect`() async throws {
    try await listening(grace: .seconds(600)) { port in
      let slow = try RawClient(port: port)
      // More than may be open at once: those that are not accepted yet wait.
      let others = try (0..<8).map { _ in try RawClient(port: port) }
      slow.send(Self.request)
      #expect(try slow.readAnswer().body.contains("here"))
      for other in others.prefix(3) {
        other.send(Self.request)
        #expect(try other.readAnswer().body.contains("here"))
      }
    }
  }

  @Test func `connections that wait to be accepted take the places of those that were given their time`() async throws {
    try await listening(grace: .milliseconds(1)) { port in
      let silent = try (0..<8).map { _ in try RawClient(port: port) }
      let last = try RawClient(port: port)
      last.send(Self.request)
      #expect(try last.readAnswer().body.contains("here"))
      #expect(silent[0].readAll() == "")
    }
  }
}
