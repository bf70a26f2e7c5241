import Glibc
import HummingbirdCore
import Logging
package import JSON
package import MCP
import NIOCore
import NIOPosix
import Synchronization

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
  ///   - mount: Pages that are served beside the endpoint.
  ///   - backendState: Tells how the backend is, in a word or, of several, in one for each, for `/readyz`.
  /// - Throws: If everybody may use it, and others than this machine can reach it.
  package init(
    _ store: CatalogStore,
    options: HTTPServerOptions = HTTPServerOptions(),
    access: any AccessRule = .open,
    metrics: Metrics = Metrics(),
    clock: any Clock<Duration> = ContinuousClock(),
    mount: Mount? = nil,
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
      mount: mount,
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
    let connections = OpenConnections()
    let main = server(endpoint, listener, connections, onListening)
    try await withThrowingTaskGroup(of: Turn.self) { group in
      // Nothing is left when this returns.
      defer {
        group.cancelAll()
        connections.close()
      }
      group.addTask {
        try await Self.run(main, listener)
        return .deaf
      }
      if let listener = options.metrics {
        let metrics = server(MetricsPage(endpoint: endpoint), listener, connections) { _ in }
        group.addTask {
          try await Self.run(metrics, listener)
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
          try await main.shutdownGracefully()
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
  private static func run(_ server: Server<ConnectionSetup>, _ listener: HTTPServerOptions.Listener) async throws {
    do {
      try await server.run()
    } catch let error as IOError {
      let reason =
        switch error.errnoCode {
        case EADDRINUSE: "another program listens there; end it, or choose another port"
        case EADDRNOTAVAIL: "this machine does not have the address"
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

  private func server(
    _ handler: any RequestHandler,
    _ listener: HTTPServerOptions.Listener,
    _ connections: OpenConnections,
    _ onListening: @escaping @Sendable (Int) async -> Void
  ) -> Server<ConnectionSetup> {
    Server(
      childChannelSetup: ConnectionSetup(handler, options: options, connections: connections),
      configuration: ServerConfiguration(
        address: .hostname(listener.address, port: listener.port),
        backlog: 1024,
        availableConnectionsDelegate: .maximum(options.maximumConnections, logger: Self.silent)
      ),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? listener.port) },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      logger: Self.silent
    )
  }

  /// Nothing that Hummingbird has to say concerns whoever runs the server: it takes an end by cancellation for an error.
  private static let silent = Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }
}
