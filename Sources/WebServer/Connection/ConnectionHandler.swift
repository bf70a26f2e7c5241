import NIOCore
import NIOHTTP1

/// Serves the requests of a connection, one after another.
///
/// What comes before it in the pipeline holds back a request until the one before it is answered. All of this runs on
/// the connection's loop, and what can be answered at once is answered before it returns.
final class ConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private enum State {
    case idle
    case collecting(BodyConsumer, ByteBuffer?)
    /// The rest of the body is of no use any more; so many bytes of it were let go.
    case discarding(Int)
    case complete
  }

  /// A connection is closed rather than that so much of a body is read in vain.
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
  /// When the request began that is coming in.
  private var requestStart: NIODeadline?
  /// Whether what was read last was part of a request that has a head.
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
    // What was read without becoming a part of a request is a piece of a head: the time for a request runs from here.
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
      state = .complete  // So that the buffer has one owner.
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

  /// Answers what is no HTTP, or too much of it.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
    // The connection is closed once the last response is written.
    if let exchange, exchange.isLast, !exchange.isPending { return }
    switch state {
    case .collecting, .discarding:
      // A request whose response began before all of it came gets no second one.
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

  /// Reads on only while the client takes its answers.
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

  /// Looks, as soon as it may be so far, whether the client has been silent for too long.
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
