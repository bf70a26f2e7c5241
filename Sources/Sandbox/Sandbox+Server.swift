import NIOCore
import WebServer

extension Sandbox {
  /// Serves the sandbox while a closure runs: it listens before the closure starts, and is closed when this returns.
  ///
  /// Port 0 lets the system choose. Throws errors of binding and of the closure. Responses still delayed when the
  /// closure ends are dropped.
  package func withServer<Result: Sendable>(
    address: String = "127.0.0.1",
    port: Int = 0,
    _ body: (RunningSandbox) async throws -> Result
  ) async throws -> Result {
    let (listening, listener) = AsyncStream.makeStream(of: RunningSandbox.self)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { listener.finish() }
        try await self.run(address: address, port: port) { listener.yield($0) }
      }
      guard let running = await listening.first(where: { _ in true }) else {
        try await group.waitForAll()
        throw CancellationError()
      }
      let result = try await body(running)
      group.cancelAll()
      // The server was cancelled on purpose, so its error is ignored.
      try? await group.waitForAll()
      return result
    }
  }

  /// Serves a new sandbox while a closure runs.
  package static func withServer<Result: Sendable>(
    address: String = "127.0.0.1",
    port: Int = 0,
    settings: SandboxSettings = SandboxSettings(),
    _ body: (RunningSandbox) async throws -> Result
  ) async throws -> Result {
    try await Sandbox(settings).withServer(address: address, port: port, body)
  }

  /// Serves the sandbox until the task is cancelled.
  ///
  /// Throws errors of binding.
  package func run(
    address: String = "127.0.0.1",
    port: Int = 0,
    onListening: @escaping @Sendable (RunningSandbox) async -> Void = { _ in }
  ) async throws {
    let handler = SandboxHandler(sandbox: self, hasControl: Self.isLoopback(address))
    let listener = HTTPListener(handler, address: address, port: port, limits: ConnectionLimits())
    try await listener.run(on: try EventLoops.get(System.coreCount)) { port in
      let running = RunningSandbox(sandbox: self, address: address, port: port)
      setIssuer(running.issuer)
      await onListening(running)
    }
    listener.close()
    await listener.drain()
  }

  /// Whether only this machine can reach the address, so that the control path may be served.
  private static func isLoopback(_ address: String) -> Bool {
    address == "localhost" || address == "::1" || address.hasPrefix("127.")
  }
}
