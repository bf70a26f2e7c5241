import MCP
import Synchronization
import WebServer

/// The streams of a session, with messages kept for replay.
///
/// Every message goes to one stream (LHTTP-04): to that of its request, or to the one with the number 0, which a client
/// opens by GET for messages that belong to no request. A stream outlives its connection: while nobody listens,
/// messages are kept up to a limit.
final class Outbox: MessageSink, Sendable {
  private struct Stream {
    /// The exchange of the present listener; `nil` if nobody listens.
    var exchange: (any Exchange)?
    /// The number of the last event, and of the last one that was sent to a listener.
    var lastNumber = 0
    var lastHeard = 0
    /// Whether the last reply has been sent.
    var isComplete = false
  }

  private struct State {
    var streams: [Int: Stream] = [0: Stream()]
    var lastStream = 0
    var replay: ReplayBuffer
    var isClosed = false
  }

  /// The delay before clients reconnect, in milliseconds.
  private static let retry = 1000

  private let streams: OpenStreams
  private let party: String
  private let state: Mutex<State>

  init(streams: OpenStreams, of party: String, replaySize: Int) {
    (self.streams, self.party) = (streams, party)
    state = Mutex(State(replay: ReplayBuffer(maximumSize: replaySize)))
  }

  /// Whether any stream has a listener.
  var isOpen: Bool { state.withLock { $0.streams.values.contains { $0.exchange != nil } } }

  /// Sends a message that belongs to no request.
  func send(_ message: [UInt8]) { send(message, on: 0) }

  func send(_ message: [UInt8], on number: Int) {
    state.withLock { state in
      guard let id = Self.nextID(on: number, &state) else { return }
      for stream in state.replay.append(message, id: id) { Self.forget(stream, &state) }
      guard let exchange = state.streams[number]?.exchange else { return }
      exchange.write(ServerSentEvent.message(message, id: id))
      state.streams[number]?.lastHeard = id.number
    }
  }

  /// Opens a stream for the replies to a POST.
  ///
  /// - Parameters:
  ///   - exchange: The POST.
  ///   - primes: Whether it begins with an event without a message, which clients before 2025-11-25 take for an error.
  /// - Returns: The stream's number; `nil` if the limit is reached.
  func open(over exchange: any Exchange, primes: Bool) -> Int? {
    let number: Int? = state.withLock { state in
      guard !state.isClosed, streams.open(exchange, of: party) else { return nil }
      state.lastStream += 1
      let number = state.lastStream
      state.streams[number] = Stream(exchange: exchange)
      if primes { Self.prime(number, &state) }
      return number
    }
    if let number { watch(exchange, on: number) }
    return number
  }

  /// Ends a stream after its last reply.
  func complete(_ number: Int) {
    let exchange = state.withLock { state in
      let exchange = state.streams[number]?.exchange
      state.streams[number]?.exchange = nil
      state.streams[number]?.isComplete = true
      if !state.replay.contains(number) { Self.forget(number, &state) }
      return exchange
    }
    if let exchange { streams.end(exchange) }
  }

  /// Ends only the connection of a stream: later messages are kept until the client reconnects.
  func disconnect(_ number: Int) {
    let exchange = state.withLock { $0.streams[number]?.exchange.take() }
    if let exchange { streams.end(exchange) }
  }

  /// The outcome of a client's attempt to listen.
  enum Attachment {
    case listening
    /// No such stream ever existed.
    case unknownStream
    case tooManyStreams
  }

  /// Attaches a listener by GET, starting after a given event or else after the last one heard by anybody.
  ///
  /// A former listener of that stream is disconnected.
  func attach(_ exchange: any Exchange, after last: EventID?, primes: Bool) -> Attachment {
    let number = last?.stream ?? 0
    guard state.withLock({ !$0.isClosed && number <= $0.lastStream }) else { return .unknownStream }
    guard streams.open(exchange, of: party) else { return .tooManyStreams }
    let (former, isComplete) = state.withLock { state in
      // A complete stream is removed together with its last message: then there is nothing to replay.
      var stream = state.streams[number] ?? Stream(isComplete: true)
      let former = stream.exchange
      for event in state.replay.events(on: number, after: last?.number ?? stream.lastHeard) {
        exchange.write(ServerSentEvent.message(event.message, id: event.id))
      }
      guard !stream.isComplete else { return (former, true) }
      stream.exchange = exchange
      stream.lastHeard = stream.lastNumber
      state.streams[number] = stream
      if last == nil, primes { Self.prime(number, &state) }
      return (former, false)
    }
    if let former { streams.end(former) }
    if isComplete { streams.end(exchange) } else { watch(exchange, on: number) }
    return .listening
  }

  /// Ends the stream for messages that belong to no request.
  func endListening() {
    let exchange = state.withLock { state in
      defer { state.streams[0] = nil }
      return state.streams[0]?.exchange
    }
    if let exchange { streams.end(exchange) }
  }

  /// Ends all streams.
  func close() {
    let exchanges = state.withLock { state in
      defer { state.streams = [:] }
      state.isClosed = true
      return state.streams.values.compactMap(\.exchange)
    }
    for exchange in exchanges { streams.end(exchange) }
  }

  /// Continues without a client that disconnects, because it may reconnect (CANC-05).
  private func watch(_ exchange: any Exchange, on number: Int) {
    exchange.onDisconnect { [weak self, weak exchange] in
      guard let self, let exchange else { return }
      streams.forget(exchange)
      state.withLock { state in
        if state.streams[number]?.exchange === exchange { state.streams[number]?.exchange = nil }
      }
    }
  }

  /// Removes a stream that has nothing to replay, if it is complete.
  private static func forget(_ number: Int, _ state: inout State) {
    if state.streams[number]?.isComplete == true { state.streams[number] = nil }
  }

  private static func prime(_ number: Int, _ state: inout State) {
    guard let id = nextID(on: number, &state) else { return }
    state.streams[number]?.exchange?.write(ServerSentEvent.priming(id: id, retry: retry))
  }

  private static func nextID(on number: Int, _ state: inout State) -> EventID? {
    guard var stream = state.streams[number] else { return nil }
    stream.lastNumber += 1
    state.streams[number] = stream
    return EventID(stream: number, number: stream.lastNumber)
  }
}

/// The stream for the replies to a POST in a session.
final class SessionStream: EventStream, Sendable {
  private let outbox: Outbox
  private let exchange: any Exchange
  private let primes: Bool
  private let number = Mutex<Int?>(nil)

  init(_ outbox: Outbox, over exchange: any Exchange, primes: Bool) {
    self.outbox = outbox
    self.exchange = exchange
    self.primes = primes
  }

  func open() -> Bool {
    let opened = outbox.open(over: exchange, primes: primes)
    number.withLock { $0 = opened }
    return opened != nil
  }

  func send(_ message: [UInt8]) {
    if let number = number.withLock({ $0 }) { outbox.send(message, on: number) }
  }

  func end() {
    if let number = number.withLock({ $0 }) { outbox.complete(number) }
  }

  /// Ends the connection, but not before 2025-11-25, whose clients read a stream up to the reply (LHTTP-17).
  func endEarly() {
    if primes, let number = number.withLock({ $0 }) { outbox.disconnect(number) }
  }
}
