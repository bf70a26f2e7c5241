import NIOCore
package import NIOPosix
import Synchronization

/// Listens on an address, and passes the requests of its connections to a handler.
package final class HTTPListener: Sendable {
  private struct State {
    var channel: (any Channel)?
    var isClosed = false
  }

  private let handler: any RequestHandler
  private let address: String
  private let port: Int
  private let socket: CInt?
  private let limits: ConnectionLimits
  private let connections: OpenConnections
  private let state = Mutex(State())

  /// Makes a listener, which is inactive until ``run(on:onListening:)``.
  ///
  /// - Parameters:
  ///   - handler: Handles the requests.
  ///   - address: An address of this machine, or a name for one.
  ///   - port: The port; 0 lets the system choose.
  ///   - socket: A socket that listens there already, which the listener takes over.
  ///   - limits: Limits for the connections.
  ///   - bound: The party of a peer, and its limits; by default all peers of an address are one party.
  package init(
    _ handler: any RequestHandler,
    address: String,
    port: Int,
    socket: CInt? = nil,
    limits: ConnectionLimits,
    bound: (@Sendable (Peer) -> PartyBound)? = nil
  ) {
    self.handler = handler
    self.address = address
    self.port = port
    self.socket = socket
    self.limits = limits
    connections = OpenConnections { peer in
      bound?(peer) ?? PartyBound(party: peer.party, waiting: limits.maximumWaitingOfParty)
    }
  }

  /// Accepts connections until it is drained or closed, or the task is cancelled.
  ///
  /// - Parameters:
  ///   - loops: The loops that run the connections.
  ///   - onListening: Called with the port once connections are accepted.
  /// - Throws: `IOError` if nothing can listen there.
  package func run(
    on loops: MultiThreadedEventLoopGroup,
    onListening: @Sendable (_ port: Int) async -> Void = { _ in }
  ) async throws {
    let setup = ConnectionSetup(handler, limits: limits, connections: connections)
    let bootstrap = ServerBootstrap(group: loops)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { [limits, connections] channel in
        channel.eventLoop.makeCompletedFuture {
          let gate = AcceptGate(maximum: limits.maximumConnections, connections)
          try channel.pipeline.syncOperations.addHandler(gate)
        }
      }
      .childChannelInitializer { setup($0) }
    let bound = socket.map { bootstrap.withBoundSocket($0) } ?? bootstrap.bind(host: address, port: port)
    let channel = try await bound.get()
    let isClosed = state.withLock { state in
      state.channel = channel
      return state.isClosed
    }
    if isClosed { channel.close(promise: nil) } else { await onListening(channel.localAddress?.port ?? port) }
    await withTaskCancellationHandler {
      // The future completes only when the channel is closed.
      try? await channel.closeFuture.get()
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  /// Stops accepting, and waits until every response under way is complete.
  package func drain() async {
    stopListening()
    connections.quiesce()
    await connections.ended()
  }

  /// Stops accepting, and closes all connections.
  package func close() {
    stopListening()
    connections.close()
  }

  private func stopListening() {
    let channel = state.withLock { state in
      state.isClosed = true
      return state.channel
    }
    channel?.close(promise: nil)
  }
}
