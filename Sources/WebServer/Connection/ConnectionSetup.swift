import NIOCore
import NIOHTTP1
import Synchronization

/// Assembles the pipeline of a connection.
///
/// Requests are handled by a channel handler on the loop itself: an immediate response needs neither a task nor a hop
/// between threads.
struct ConnectionSetup: Sendable {
  let handler: any RequestHandler
  let limits: ConnectionLimits
  let connections: OpenConnections
  private let executors = LoopExecutors()

  init(_ handler: any RequestHandler, limits: ConnectionLimits, connections: OpenConnections) {
    self.handler = handler
    self.limits = limits
    self.connections = connections
  }

  func callAsFunction(_ channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      // A client that ends its sending side counts as gone.
      try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
      try channel.syncOptions?.setOption(.writeBufferWaterMark, value: Self.waterMark)
      // A socket in the file system has no such option.
      if channel.localAddress?.port != nil {
        try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
      }
      var decoderLimits = NIOHTTPDecoderLimitConfiguration()
      decoderLimits.maxHeaderFieldSize = limits.maximumHeaderSize
      decoderLimits.maxHeaderListSize = limits.maximumHeaderSize
      let bytes = CurrentBytes()
      try channel.pipeline.syncOperations.addHandler(bytes)
      try channel.pipeline.syncOperations.configureHTTPServerPipeline(
        withPipeliningAssistance: true,
        withErrorHandling: false,
        withOutboundHeaderValidation: true,
        withEncoderConfiguration: HTTPResponseEncoder.Configuration(),
        withDecoderLimitConfiguration: decoderLimits
      )
      let peer = Peer(
        remote: channel.remoteAddress.flatMap { InternetAddress($0) },
        local: channel.localAddress.flatMap { InternetAddress($0) }
      )
      let connection = connections.add(channel, of: peer)
      let handler = ConnectionHandler(
        handler,
        on: connection,
        parsing: bytes,
        executor: executors.executor(of: channel.eventLoop),
        limits: limits
      )
      try channel.pipeline.syncOperations.addHandler(handler)
    }
  }

  /// Limits on the buffer for a slow client, above which nothing more is sent to it.
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
