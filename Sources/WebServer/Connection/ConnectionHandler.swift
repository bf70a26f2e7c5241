import NIOCore
import NIOHTTP1

/// Serves the requests of a connection, one after another.
///
/// An earlier handler in the pipeline holds a request back until the one before it has its response. All of this runs
/// on the connection's loop, and a request that needs no work gets its response at once.
final class ConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private enum State {
    case idle
    case collecting(BodyConsumer, ByteBuffer?)
    /// Discards the rest of the body; the number counts the bytes discarded.
    case discarding(Int)
    case complete
  }

  /// The most bytes of an unneeded body that are read before the connection is closed.
  private static let maximumWaste = 16 << 20

  private let handler: any RequestHandler
  private let connection: OpenConnection
  private let bytes: CurrentBytes
  private let executor: any TaskExecutor
  private let idleTimeout: TimeAmount
  private let requestTimeout: TimeAmount
  private var state = State.idle
  private var exchange: ConnectionExchange?
  private var hasPendingRead = false
  private var lastActivity = NIODeadline.now()
  /// Time at which the current incoming request started.
  private var requestStart: NIODeadline?
  /// Whether the last read was part of a request whose head is complete.
  private var hasReadPart = false
  private var timer: Scheduled<Void>?

  init(
    _ handler: any RequestHandler,
    on connection: OpenConnection,
    parsing bytes: CurrentBytes,
    executor: any TaskExecutor,
    limits: ConnectionLimits
  ) {
    self.handler = handler
    self.connection = connection
    self.bytes = bytes
    self.executor = executor
    idleTimeout = TimeAmount(limits.idleTimeout)
    requestTimeout = TimeAmount(limits.requestTimeout)
  }

  func handlerAdded(context: ChannelHandlerContext) { watch(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    lastActivity = .now()
    hasReadPart = true
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let bytes): collect(bytes, context)
    case .end: finish(context)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // A read that completed no part is a piece of a head: the time limit of the request starts here.
    if !hasReadPart, requestStart == nil, exchange?.isPending != true { requestStart = .now() }
    hasReadPart = false
    context.fireChannelReadComplete()
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    var head = head
    do throws(BadRequest) {
      try head.checkMessage { handler.serves($0, to: connection.peer) }
    } catch {
      let exchange = ConnectionExchange(head, on: connection, executor: executor, isLast: true)
      self.exchange = exchange
      state = .discarding(0)
      return exchange.respond(.text(error.status, error.sentence))
    }
    let exchange = ConnectionExchange(head, on: connection, executor: executor)
    self.exchange = exchange
    requestStart = lastActivity
    guard let consumer = handler.handle(head, exchange) else {
      state = .discarding(0)
      return
    }
    guard head.announcedLength <= consumer.limit else {
      state = .discarding(0)
      return consumer.take(nil)
    }
    state = .collecting(consumer, ByteBuffer())
    if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
      let proceed = HTTPResponseHead(version: head.version, status: .continue)
      context.writeAndFlush(wrapOutboundOut(.head(proceed)), promise: nil)
    }
  }

  private func collect(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    switch state {
    case .collecting(let consumer, var body):
      state = .complete  // A single owner of the buffer avoids a copy.
      if body?.readableBytes == 0 {
        body = bytes
      } else {
        body?.writeImmutableBuffer(bytes)
      }
      guard let size = body?.readableBytes, size <= consumer.limit else {
        state = .discarding(0)
        return consumer.take(nil)
      }
      state = .collecting(consumer, body)
    case .discarding(let count):
      state = .discarding(count + bytes.readableBytes)
      if count + bytes.readableBytes > Self.maximumWaste { context.close(promise: nil) }
    case .idle, .complete: break
    }
  }

  private func finish(_ context: ChannelHandlerContext) {
    let former = state
    state = .complete
    requestStart = nil
    if exchange?.isPending == true { connection.becomeBusy() }
    if case .collecting(let consumer, let body) = former { consumer.take(body) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    exchange?.disconnect()
    exchange = nil
    context.fireChannelInactive()
  }

  /// Responds to malformed or oversized HTTP.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
    // The connection is closed once the last response is written.
    if let exchange, exchange.isLast, !exchange.isPending { return }
    switch state {
    case .collecting, .discarding:
      // A request whose response has started gets no second one.
      guard let exchange, exchange.isUnanswered else { return context.close(promise: nil) }
      exchange.disconnect()
      self.exchange = nil
      state = .discarding(0)
    case .idle, .complete: break
    }
    let status: HTTPResponseStatus =
      switch error {
      case .headerOverflow: .requestHeaderFieldsTooLarge
      case .invalidContentLength where bytes.hasOverlongLength: .payloadTooLarge
      default: .badRequest
      }
    let headers: HTTPHeaders = ["Connection": "close", "Content-Length": "0"]
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
  }

  /// Reads on only while the client accepts its responses.
  func read(context: ChannelHandlerContext) {
    guard context.channel.isWritable else { return hasPendingRead = true }
    context.read()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable, hasPendingRead {
      hasPendingRead = false
      context.read()
    }
    context.fireChannelWritabilityChanged()
  }

  /// Closes the connection if the client has been silent for too long, else checks again at the next deadline.
  private func watch(_ context: ChannelHandlerContext) {
    let now = NIODeadline.now()
    var deadline = lastActivity + idleTimeout
    if let requestStart { deadline = min(deadline, requestStart + requestTimeout) }
    if exchange?.isPending == true, requestStart == nil { deadline = now + idleTimeout }
    guard deadline > now else { return context.close(promise: nil) }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(deadline: min(deadline, now + requestTimeout)) {
      let (handler, context) = bound.value
      handler.watch(context)
    }
  }
}
