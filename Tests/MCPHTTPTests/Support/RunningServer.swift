import MCP
import Synchronization
import TestSupport

@testable import MCPHTTP

/// A server that listens on a port of the system's choice while a test runs.
struct RunningServer {
  let server: HTTPServer
  let gate: Gate
  let port: Int

  static func with(
    clock: any Clock<Duration> = ContinuousClock(),
    options change: (inout HTTPServerOptions) -> Void = { _ in },
    _ body: @escaping @Sendable (RunningServer) async throws -> Void
  ) async throws {
    var options = HTTPServerOptions()
    options.port = 0
    change(&options)
    let gate = Gate()
    let server = try HTTPServer(Sample.store(gate), options: options, clock: clock)
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { listening.finish() }
        try await server.run { listening.yield($0) }
      }
      guard let port = await ports.first(where: { _ in true }) else {
        return try await group.waitForAll()
      }
      // A blocking client needs a thread of its own.
      try await body(RunningServer(server: server, gate: gate, port: port))
      server.beginDraining()
      try await group.waitForAll()
    }
  }

  func client() throws -> RawClient { try RawClient(port: port) }
}

extension RawClient {
  /// Sends a request with all that a right one has.
  func send(_ request: ModernRequest, headers: String = "") {
    let fields = request.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
    let body = request.body
    send(
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(fields)\(headers)"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    )
  }
}
