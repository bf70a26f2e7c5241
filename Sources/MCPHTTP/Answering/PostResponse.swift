import JSONRPC
import MCP
import NIOHTTP1
import Synchronization
import WebServer

/// The response to one POST: JSON if there are only replies, an event stream if other messages precede them (MHTTP-14).
final class PostResponse: MessageSink, Sendable {
  private enum Form {
    case open
    case stream
    case ended
  }

  private struct State {
    var form = Form.open
    /// The number of replies to come.
    var missing: Int
    /// The replies held back until all are complete, or the form of the response is decided.
    var replies: [[UInt8]] = []
  }

  private let exchange: any Exchange
  private let stream: any EventStream
  private let accepts: AcceptedTypes
  private let visit: RequestMetrics
  /// The channel for messages if the client accepts no stream, or the limit of streams is reached.
  private let otherwise: (any MessageSink)?
  private let isBatch: Bool
  /// The HTTP status of a JSON response, by the code of its error.
  private let status: @Sendable (JSONRPCError.Code) -> HTTPResponseStatus
  private let state: Mutex<State>

  /// Makes the response to an inspected POST with a number of requests.
  init(
    to inspection: Inspection,
    over exchange: any Exchange,
    stream: any EventStream,
    requests: Int = 1,
    otherwise: (any MessageSink)? = nil,
    status: @escaping @Sendable (JSONRPCError.Code) -> HTTPResponseStatus
  ) {
    self.exchange = exchange
    self.stream = stream
    accepts = inspection.accepts
    visit = inspection.visit
    self.otherwise = otherwise
    isBatch = inspection.isBatch
    self.status = status
    state = Mutex(State(missing: requests))
  }

  /// Sends a message that precedes the replies.
  func send(_ message: [UInt8]) {
    let isSent = state.withLock { state in
      guard state.form != .ended else { return true }
      guard becomeStream(&state) else { return false }
      stream.send(message)
      return true
    }
    if !isSent { otherwise?.send(message) }
  }

  /// Turns into a stream before there is a message, so that the client can resume it (LHTTP-13).
  func beginStream() {
    state.withLock { state in
      if state.form == .open { _ = becomeStream(&state) }
    }
  }

  func endEarly() {
    state.withLock { state in
      if state.form == .stream { stream.endEarly() }
    }
  }

  /// Adds a reply; the last one ends the response.
  func finish(_ reply: Reply) {
    var status = HTTPResponseStatus.ok
    if case .error(let error) = reply.outcome, !isBatch { status = self.status(error.code) }
    end(with: reply.bytes, status: status)
  }

  /// Counts a reply that will not come, because its request was cancelled (CANC-01).
  func finishWithoutReply() { end(with: nil, status: .ok) }

  private func end(with reply: [UInt8]?, status: HTTPResponseStatus) {
    state.withLock { state in
      guard state.form != .ended else { return }
      state.missing -= 1
      if let reply {
        if state.form == .stream { stream.send(reply) } else { state.replies.append(reply) }
      }
      guard state.missing == 0 else { return }
      if state.form == .stream {
        stream.end()
        visit.end(.ok)
      } else {
        respond(state.replies, status: status)
      }
      state = State(form: .ended, missing: 0)
    }
  }

  private func respond(_ replies: [[UInt8]], status: HTTPResponseStatus) {
    visit.end(status)
    if !replies.isEmpty, accepts.json || status != .ok {
      let body = isBatch ? Self.array(replies) : replies[0]
      exchange.respond(.json(body, status: status))
    } else if accepts.stream, stream.open() {
      for reply in replies { stream.send(reply) }
      stream.end()
    } else {
      exchange.respond(WebResponse(replies.isEmpty ? .accepted : .serviceUnavailable))
    }
  }

  private func becomeStream(_ state: inout State) -> Bool {
    guard state.form == .open else { return state.form == .stream }
    guard accepts.stream, stream.open() else { return false }
    state.form = .stream
    for reply in state.replies { stream.send(reply) }
    state.replies = []
    return true
  }

  private static func array(_ replies: [[UInt8]]) -> [UInt8] {
    var bytes = [UInt8(ascii: "[")]
    bytes.append(contentsOf: replies.joined(separator: [UInt8(ascii: ",")]))
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }
}
