import Glibc
package import JSON
package import MCP
import NIOCore
import NIOPosix
import Synchronization
package import WebServer

/// Serves a catalog over Streamable HTTP, in all versions of the protocol at one path.
package final class HTTPServer: Sendable {
  /// Why a server does not start.
  package enum StartError: Error, CustomStringConvertible {
    case openToOthers(address: String)
    /// Nothing can listen there, and why.
    case cannotListen(HTTPServerOptions.Listener, reason: String)

    package var description: String {
      switch self {
      case .openToOthers(let address):
        "The address \(address) can be reached by others: give callers access tokens, or listen on 127.0.0.1"
      case .cannotListen(let listener, let reason): "cannot listen on \(listener): \(reason)"
      }
    }
  }

  /// The counts of the server; whoever calls the backend adds how long that took.
  package let metrics: Metrics
  let endpoint: Endpoint
  private let options: HTTPServerOptions
  private let clock: any Clock<Duration>
  private let draining: AsyncStream<Never>
  private let drain: AsyncStream<Never>.Continuation

  /// Makes a server, which does nothing before ``run(onListening:)``.
  ///
  /// - Parameters:
  ///   - store: What is offered.
  ///   - options: What may be set.
  ///   - access: Who may use it.
  ///   - metrics: What counts.
  ///   - clock: What measures the time between signs of life.
  ///   - routes: Pages that are served beside the endpoint, without access.
  ///   - backendState: Tells how the backend is, in a word or, of several, in one for each, for `/readyz`.
  /// - Throws: If everybody may use it, and others than this machine can reach it.
  package init(
    _ store: CatalogStore,
    options: HTTPServerOptions = HTTPServerOptions(),
    access: any AccessRule = .open,
    metrics: Metrics = Metrics(),
    clock: any Clock<Duration> = ContinuousClock(),
    routes: [Route] = [],
    backendState: @escaping @Sendable () -> JSONValue? = { nil }
  ) throws(StartError) {
    guard options.isLoopback || !access.isOpen else { throw .openToOthers(address: options.address) }
    self.options = options
    self.metrics = metrics
    self.clock = clock
    (draining, drain) = AsyncStream.makeStream()
    endpoint = Endpoint(
      store,
      options: options,
      access: access,
      metrics: metrics,
      routes: routes,
      backendState: backendState
    )
  }

  /// Ends the server: from now on it is not ready, after ``HTTPServerOptions/drainDelay`` nothing new is accepted, calls
  /// get ``HTTPServerOptions/drainTimeout`` to finish, and ``run(onListening:)`` returns.
  package func beginDraining() { drain.finish() }

  /// Serves until ``beginDraining()`` is called, or the task is cancelled.
  ///
  /// - Parameter onListening: Is called with the port once connections are accepted.
  /// - Throws: ``StartError`` if nothing can listen there.
  package func run(onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }) async throws {
    Allocator.keepAtMost(1 << 20)
    let listener = HTTPServerOptions.Listener(address: options.address, port: options.port)
    let loops: MultiThreadedEventLoopGroup
    do throws(EventLoops.OutOfDescriptors) { loops = try EventLoops.get(System.coreCount) } catch {
      throw StartError.cannotListen(listener, reason: "\(error)")
    }
    let main = self.listener(endpoint, at: listener)
    let metrics = options.metrics.map { self.listener(MetricsPage(endpoint: endpoint), at: $0) }
    try await withThrowingTaskGroup(of: Turn.self) { group in
      // Nothing is left when this returns.
      defer {
        group.cancelAll()
        main.close()
        metrics?.close()
      }
      group.addTask {
        try await Self.run(main, listener, on: loops, onListening)
        return .deaf
      }
      if let listener = options.metrics, let metrics {
        group.addTask {
          try await Self.run(metrics, listener, on: loops) { _ in }
          return .deaf
        }
      }
      group.addTask { try await self.tick() }
      group.addTask {
        for await _ in self.draining {}
        try Task.checkCancellation()
        return .drain
      }
      while let turn = try await group.next(), turn != .end {
        guard turn == .drain else { continue }
        endpoint.announceEnd()
        group.addTask {
          // What is on its way comes in still: of a connection that is closed, nobody knows what was read.
          if self.options.drainDelay > .zero { try await self.clock.sleep(for: self.options.drainDelay) }
          self.endpoint.beginDraining()
          // It ends when the last call is answered, or when that takes too long.
          await main.drain()
          return .end
        }
        group.addTask {
          try await self.clock.sleep(for: self.options.drainDelay + self.options.drainTimeout)
          return .end
        }
      }
    }
  }

  /// What comes next in the life of a server.
  private enum Turn {
    case drain
    /// Nothing new is accepted.
    case deaf
    case end
  }

  /// Runs a server and says in words why it cannot listen.
  private static func run(
    _ server: HTTPListener,
    _ listener: HTTPServerOptions.Listener,
    on loops: MultiThreadedEventLoopGroup,
    _ onListening: @Sendable (Int) async -> Void
  ) async throws {
    do {
      try await server.run(on: loops, onListening: onListening)
    } catch let error as IOError {
      let reason =
        switch error.errnoCode {
        case EADDRINUSE: "another program listens there; end it, or choose another port"
        case EADDRNOTAVAIL: "this machine does not have the address"
        case EMFILE, ENFILE: "\(EventLoops.OutOfDescriptors())"
        case EACCES: "this user may not; ports from 1024 on are free to all"
        default: "\(error)"
        }
      throw StartError.cannotListen(listener, reason: reason)
    }
  }

  private func tick() async throws -> Turn {
    while true {
      try await clock.sleep(for: options.keepAliveInterval)
      endpoint.tick()
      Allocator.giveBack()
    }
  }

  private func listener(_ handler: any RequestHandler, at address: HTTPServerOptions.Listener) -> HTTPListener {
    HTTPListener(handler, address: address.address, port: address.port, limits: options.connections)
  }
}
