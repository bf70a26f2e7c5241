import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// What a connection is made of.
///
/// Requests are answered by a handler of the channel itself, on its loop: between what arrives and what is answered at
/// once there is neither a task nor a hop.
struct ConnectionSetup: ServerChildChannel {
  struct Connection: ServerChildChannelValue {
    let channel: any Channel
  }

  let handler: any RequestHandler
  let options: HTTPServerOptions
  private let connections: OpenConnections
  private let executors = LoopExecutors()

  init(_ handler: any RequestHandler, options: HTTPServerOptions, connections: OpenConnections) {
    self.handler = handler
    self.options = options
    self.connections = connections
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
    channel.eventLoop.makeCompletedFuture {
      // The end of what a client sends is the end of the client.
      try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
      try channel.syncOptions?.setOption(.writeBufferWaterMark, value: Self.waterMark)
      try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
      var limits = NIOHTTPDecoderLimitConfiguration()
      limits.maxHeaderFieldSize = options.maximumHeaderSize
      limits.maxHeaderListSize = options.maximumHeaderSize
      try channel.pipeline.syncOperations.configureHTTPServerPipeline(
        withPipeliningAssistance: true,
        withErrorHandling: false,
        withOutboundHeaderValidation: true,
        withEncoderConfiguration: HTTPResponseEncoder.Configuration(),
        withDecoderLimitConfiguration: limits
      )
      let connection = ConnectionHandler(
        handler,
        executor: executors.executor(of: channel.eventLoop),
        idleTimeout: TimeAmount(options.idleTimeout),
        requestTimeout: TimeAmount(options.requestTimeout)
      )
      try channel.pipeline.syncOperations.addHandler(connection)
      connections.add(channel)
      return Connection(channel: channel)
    }
  }

  /// Does nothing: a connection lives without a task.
  func handle(value: Connection, logger: Logger) async {}

  /// So much may wait for a client that reads slowly before nothing more is said to it.
  private static let waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 256 << 10, high: 1 << 20)
}

/// The executors of the loops.
private final class LoopExecutors: Sendable {
  private let executors = Mutex<[ObjectIdentifier: LoopExecutor]>([:])

  func executor(of loop: any EventLoop) -> LoopExecutor {
    executors.withLock { executors in
      if let executor = executors[ObjectIdentifier(loop)] { return executor }
      let executor = LoopExecutor(loop)
      executors[ObjectIdentifier(loop)] = executor
      return executor
    }
  }
}
