import NIOCore
import WebServer

extension Sandbox {
  /// Serves the sandbox while a closure runs: it is listening when the closure starts, and gone when this returns.
  ///
  /// Port 0 lets the system choose. Throws what binding throws, or what the closure throws. Answers that are held
  /// back when the closure ends are dropped.
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
      // The server has done its work, and its end by cancellation is no error.
      try? await group.waitForAll()
      return result
    }
  }

  /// Serves a new sandbox while a closure runs.
  package static func withServer<Result: Sendable>(
    address: String = "127.0.0.1",
    port: Int = 0,
    settings: Settings = Settings(),
    _ body: (RunningSandbox) async throws -> Result
  ) async throws -> Result {
    try await Sandbox(settings).withServer(address: address, port: port, body)
  }

  /// Serves the sandbox until the task is cancelled.
  ///
  /// Throws what binding throws.
  package func run(
    address: String = "127.0.0.1",
    port: Int = 0,
    onListening: @escaping @Sendable (RunningSandbox) async -> Void = { _ in }
  ) async throws {
    let handler = SandboxHandler(sandbox: self, hasControl: Self.isLoopback(address))
    let listener = HTTPListener(handler, address: address, port: port, limits: ConnectionLimits())
    try await listener.run(on: try EventLoops.get(System.coreCount)) { port in
      await onListening(RunningSandbox(sandbox: self, address: address, port: port))
    }
    listener.close()
    await listener.drain()
  }

  /// Whether only this machine can reach the address, so that the control path may be open.
  private static func isLoopback(_ address: String) -> Bool {
    address == "localhost" || address == "::1" || address.hasPrefix("127.")
  }
}
