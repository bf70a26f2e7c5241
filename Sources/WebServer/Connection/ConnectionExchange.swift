import NIOCore
import NIOHTTP1
import Synchronization

/// The answer to one request on a connection.
final class ConnectionExchange: Exchange {
  /// What only the loop's thread touches.
  private struct State {
    enum Stage {
      case waiting
      case streaming
      case ended
      case disconnected
    }

    var stage = Stage.waiting
    var disconnection: (@Sendable () -> Void)?
  }

  let executor: (any TaskExecutor)?
  private let connection: OpenConnection
  private let version: HTTPVersion
  /// Whether the connection may serve another request.
  private let keepsAlive: Bool
  private let isHead: Bool
  private let state: NIOLoopBoundBox<State>
  /// How much waits for its turn on the loop: what comes later has to wait behind it.
  private let queued = Atomic(0)

  /// Makes the exchange for a request; to be called on the connection's loop.
  ///
  /// - Parameters:
  ///   - head: The request.
  ///   - connection: Its connection.
  ///   - executor: Runs what the request leads to.
  ///   - isLast: Whether the connection is closed after it, whatever the request says.
  init(_ head: HTTPRequestHead, on connection: OpenConnection, executor: any TaskExecutor, isLast: Bool = false) {
    self.connection = connection
    self.executor = executor
    version = head.version
    keepsAlive = head.isKeepAlive && !isLast
    isHead = head.method == .HEAD
    state = NIOLoopBoundBox(State(), eventLoop: connection.channel.eventLoop)
  }

  var peer: Peer { connection.peer }
  private var channel: any Channel { connection.channel }

  func respond(_ response: WebResponse) {
    perform {
      guard self.state.value.stage == .waiting else { return }
      var headers = response.headers
      if response.status.mayHaveResponseBody, !headers.contains(name: "content-length") {
        headers.add(name: "Content-Length", value: String(response.body.count))
      }
      self.writeHead(response.status, headers, keepsAlive: self.keepsAlive)
      if !response.body.isEmpty, !self.isHead { self.writeBody(response.body) }
      self.finish(keepsAlive: self.keepsAlive)
    }
  }

  func open(_ headers: HTTPHeaders) {
    perform {
      guard self.state.value.stage == .waiting else { return }
      self.state.value.stage = .streaming
      self.writeHead(.ok, headers, keepsAlive: self.keepsAliveAfterStream)
      self.channel.flush()
    }
  }

  func write(_ bytes: [UInt8]) {
    perform {
      guard self.state.value.stage == .streaming else { return }
      // A client that does not read has so much waiting that the next message finds no room: it can come back.
      guard self.channel.isWritable else { return self.channel.close(promise: nil) }
      self.writeBody(bytes)
      self.channel.flush()
    }
  }

  func end() {
    perform {
      if self.state.value.stage == .streaming { self.finish(keepsAlive: self.keepsAliveAfterStream) }
    }
  }

  func abandon() {
    perform {
      guard self.isPending else { return }
      self.state.value.stage = .ended
      self.state.value.disconnection = nil
      self.channel.close(promise: nil)
    }
  }

  func onDisconnect(_ body: @escaping @Sendable () -> Void) {
    perform {
      switch self.state.value.stage {
      case .waiting, .streaming: self.state.value.disconnection = body
      case .disconnected: self.channel.eventLoop.execute(body)
      case .ended: break
      }
    }
  }

  /// Whether nothing of the response is written; to be asked on the loop.
  var isUnanswered: Bool { state.value.stage == .waiting }

  /// Whether the connection is closed after the response.
  var isLast: Bool { !keepsAlive }

  /// Whether the answer has not come to its end; to be asked on the loop.
  var isPending: Bool { state.value.stage == .waiting || state.value.stage == .streaming }

  /// Says that the client has gone; to be called on the loop.
  func disconnect() {
    guard state.value.stage != .ended else { return }
    state.value.stage = .disconnected
    let disconnection = state.value.disconnection
    state.value.disconnection = nil
    // Not from here: the channel may be closing under a lock of whoever wrote to it.
    if let disconnection { channel.eventLoop.execute(disconnection) }
  }

  /// HTTP/1.0 has no way to end a body but the end of the connection.
  private var keepsAliveAfterStream: Bool { keepsAlive && !isOld }

  private var isOld: Bool { version.major == 1 && version.minor == 0 }

  private func writeHead(_ status: HTTPResponseStatus, _ headers: HTTPHeaders, keepsAlive: Bool) {
    var headers = headers
    headers.add(name: "Date", value: HTTPDate.now())
    if !keepsAlive {
      headers.add(name: "Connection", value: "close")
    } else if isOld {
      headers.add(name: "Connection", value: "keep-alive")
    }
    let head = HTTPResponseHead(version: version, status: status, headers: headers)
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
  }

  private func writeBody(_ bytes: [UInt8]) {
    let buffer = channel.allocator.buffer(bytes: bytes)
    channel.write(HTTPServerResponsePart.body(.byteBuffer(buffer)), promise: nil)
  }

  private func finish(keepsAlive: Bool) {
    state.value.stage = .ended
    state.value.disconnection = nil
    connection.becomeWaiting()
    let end = HTTPServerResponsePart.end(nil)
    guard !keepsAlive else { return channel.writeAndFlush(end, promise: nil) }
    channel.writeAndFlush(end).whenComplete { [channel] _ in
      channel.close(promise: nil)
    }
  }

  /// Does something on the loop: at once if this is its thread, but never before what others have asked for.
  private func perform(_ body: @escaping @Sendable () -> Void) {
    if channel.eventLoop.inEventLoop, queued.load(ordering: .relaxed) == 0 { return body() }
    queued.add(1, ordering: .relaxed)
    channel.eventLoop.execute {
      self.queued.subtract(1, ordering: .relaxed)
      body()
    }
  }
}
