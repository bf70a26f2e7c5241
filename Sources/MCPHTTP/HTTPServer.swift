import Glibc
package import JSON
package import MCP
import NIOCore
import NIOPosix
import Synchronization
import WebServer

/// Serves a catalog over Streamable HTTP, in all protocol versions on one path.
package final class HTTPServer: Sendable {
  /// The reason why a server does not start.
  package enum StartError: Error, CustomStringConvertible {
    case openToOthers(address: String)
    /// The address cannot be listened on, with the reason.
    case cannotListen(HTTPServerOptions.Listener, reason: String)

    package var description: String {
      switch self {
      case .openToOthers(let address):
        "The address \(address) can be reached by others: give callers access tokens, or listen on 127.0.0.1"
      case .cannotListen(let listener, let reason): "cannot listen on \(listener): \(reason)"
      }
    }
  }

  /// The metrics of the server; the code that calls the backend adds its latency.
  package let metrics: Metrics
  let endpoint: Endpoint
  private let options: HTTPServerOptions
  private let clock: any Clock<Duration>
  private let draining: AsyncStream<Never>
  private let drain: AsyncStream<Never>.Continuation

  /// Makes a server, which is inactive until ``run(onListening:)``.
  ///
  /// - Parameters:
  ///   - store: The catalog on offer.
  ///   - options: The settings.
  ///   - access: The access rule.
  ///   - metrics: The metrics.
  ///   - clock: The clock for intervals and delays.
  ///   - backendState: The state of the backend, or of several by name, for `/readyz`.
  /// - Throws: An error if everybody may use it, and other machines can reach it.
  package init(
    _ store: CatalogStore,
    options: HTTPServerOptions = HTTPServerOptions(),
    access: any AccessRule = .open,
    metrics: Metrics = Metrics(),
    clock: any Clock<Duration> = ContinuousClock(),
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
      routes: options.routes,
      backendState: backendState
    )
  }

  /// Stops the server gracefully.
  ///
  /// It is no longer ready at once, accepts nothing new after ``HTTPServerOptions/drainDelay``, gives calls
  /// ``HTTPServerOptions/drainTimeout`` to finish, and then ``run(onListening:)`` returns.
  package func beginDraining() { drain.finish() }

  /// Serves until ``beginDraining()`` is called, or the task is cancelled.
  ///
  /// - Parameter onListening: Called with the port once connections are accepted.
  /// - Throws: ``StartError`` if nothing can listen there.
  package func run(onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }) async throws {
    Allocator.keepAtMost(1 << 20)
    let listener = HTTPServerOptions.Listener(address: options.address, port: options.port)
    let loops: MultiThreadedEventLoopGroup
    do throws(EventLoops.OutOfDescriptors) { loops = try EventLoops.get(System.coreCount) } catch {
      throw StartError.cannotListen(listener, reason: "\(error)")
    }
    let main = self.listener(endpoint, at: listener, socket: options.socket)
    let metrics = options.metrics.map { self.listener(MetricsPage(endpoint: endpoint), at: $0) }
    try await withThrowingTaskGroup(of: Turn.self) { group in
      // Everything is stopped when this returns.
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
      if let limit = endpoint.rateLimit, let rates = options.rates {
        group.addTask { try await self.share(limit, with: rates) }
      }
      group.addTask {
        for await _ in self.draining {}
        try Task.checkCancellation()
        return .drain
      }
      while let turn = try await group.next(), turn != .end {
        guard turn == .drain else { continue }
        endpoint.announceEnd()
        group.addTask {
          // Requests on their way still arrive; a client cannot tell how much of them was read if its connection
          // closes.
          if self.options.drainDelay > .zero { try await self.clock.sleep(for: self.options.drainDelay) }
          self.endpoint.beginDraining()
          // It ends with the last response, or after the timeout.
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

  /// The event that ended a child task.
  private enum Turn {
    case drain
    /// The listener accepts nothing new any more.
    case deaf
    case end
  }

  /// Runs a listener; an error says in words why it cannot listen.
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

  /// Shares what callers have taken of their rates, about every second.
  private func share(_ limit: RateLimit, with rates: any SharedRates) async throws -> Turn {
    var last = ContinuousClock.now
    while true {
      try await clock.sleep(for: .seconds(1))
      let now = ContinuousClock.now
      await limit.share(with: rates, during: last.duration(to: now))
      last = now
    }
  }

  private func listener(
    _ handler: any RequestHandler,
    at address: HTTPServerOptions.Listener,
    socket: CInt? = nil
  ) -> HTTPListener {
    HTTPListener(
      handler,
      address: address.address,
      port: address.port,
      socket: socket,
      limits: options.connections
    ) { [options] peer in
      // The connections of a proxy are those of all of its clients.
      let isProxy = options.trustedProxies.contains(peer)
      let waiting = isProxy ? options.connections.maximumConnections : options.connections.maximumWaitingOfParty
      return PartyBound(party: isProxy ? "proxy" : peer.party, waiting: waiting)
    }
  }
}
