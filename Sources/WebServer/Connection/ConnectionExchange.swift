import NIOCore
import NIOHTTP1
import Synchronization

/// The response to one request on a connection.
final class ConnectionExchange: Exchange {
  /// State that only the loop's thread touches.
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
  /// The number of operations queued on the loop: later ones must wait for them.
  private let queued = Atomic(0)

  /// Makes the exchange for a request, on the connection's loop.
  ///
  /// - Parameters:
  ///   - head: The request.
  ///   - connection: Its connection.
  ///   - executor: Runs the work for the request.
  ///   - isLast: Whether the connection is closed after the response, regardless of the request.
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
      // A slow client whose buffer is full loses its connection; it can reconnect.
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

  /// Whether nothing of the response has been written; on the loop only.
  var isUnanswered: Bool { state.value.stage == .waiting }

  /// Whether the connection is closed after the response.
  var isLast: Bool { !keepsAlive }

  /// Whether the response is not finished; on the loop only.
  var isPending: Bool { state.value.stage == .waiting || state.value.stage == .streaming }

  /// Reports that the client has disconnected; on the loop only.
  func disconnect() {
    guard state.value.stage != .ended else { return }
    state.value.stage = .disconnected
    let disconnection = state.value.disconnection
    state.value.disconnection = nil
    // Called later: the channel may be closing under a lock of its writer.
    if let disconnection { channel.eventLoop.execute(disconnection) }
  }

  /// Whether the connection stays open after a stream; in HTTP/1.0 only its end marks the end of the body.
  private var keepsAliveAfterStream: Bool { keepsAlive && !isOld }

  private var isOld: Bool { version.major == 1 && version.minor == 0 }

  private func writeHead(_ status: HTTPResponseStatus, _ headers: HTTPHeaders, keepsAlive: Bool) {
    var headers = headers
    if !headers.contains(name: "Date") { headers.add(name: "Date", value: HTTPDate.now()) }
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

  /// Runs an operation on the loop, at once if this is its thread and no earlier operation is queued.
  private func perform(_ body: @escaping @Sendable () -> Void) {
    if channel.eventLoop.inEventLoop, queued.load(ordering: .relaxed) == 0 { return body() }
    queued.add(1, ordering: .relaxed)
    channel.eventLoop.execute {
      self.queued.subtract(1, ordering: .relaxed)
      body()
    }
  }
}
