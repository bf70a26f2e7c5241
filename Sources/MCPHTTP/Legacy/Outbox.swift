import MCP
import Synchronization
import WebServer

/// The streams of a session: what is sent on each, and what may have to be sent again.
///
/// Every message goes on one stream (LHTTP-04): on that of its request, or on the one that a client opens by GET for
/// what belongs to none, which has the number 0. A stream outlives its connection: while nobody is there, what is sent
/// is kept, as far as there is room.
final class Outbox: MessageSink, Sendable {
  private struct Stream {
    /// Who listens now.
    var exchange: (any Exchange)?
    /// The number of the last event, and of the last one that somebody was there for.
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

  /// How many milliseconds clients wait before they come back.
  private static let retry = 1000

  private let streams: OpenStreams
  private let state: Mutex<State>

  init(streams: OpenStreams, replaySize: Int) {
    self.streams = streams
    state = Mutex(State(replay: ReplayBuffer(maximumSize: replaySize)))
  }

  /// Whether somebody listens.
  var isOpen: Bool { state.withLock { $0.streams.values.contains { $0.exchange != nil } } }

  /// Sends what belongs to no request.
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
  ///   - primes: Whether it begins with an event without a message, which clients before 2025-11-25 take for a broken one.
  /// - Returns: The stream's number; `nil` if there are too many.
  func open(over exchange: any Exchange, primes: Bool) -> Int? {
    let number: Int? = state.withLock { state in
      guard !state.isClosed, streams.open(exchange) else { return nil }
      state.lastStream += 1
      let number = state.lastStream
      state.streams[number] = Stream(exchange: exchange)
      if primes { Self.prime(number, &state) }
      return number
    }
    if let number { watch(exchange, on: number) }
    return number
  }

  /// Ends a stream: its last reply was sent.
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

  /// Ends the connection of a stream that goes on: what is sent from now on is kept until the client comes back.
  func disconnect(_ number: Int) {
    let exchange = state.withLock { $0.streams[number]?.exchange.take() }
    if let exchange { streams.end(exchange) }
  }

  /// What becomes of a client that wants to listen.
  enum Attachment {
    case listening
    /// There never was such a stream.
    case unknownStream
    case tooManyStreams
  }

  /// Has a client listen by GET, from an event on if it has one, else from what nobody has heard; whoever listened on that stream before is let go.
  func attach(_ exchange: any Exchange, after last: EventID?, primes: Bool) -> Attachment {
    let number = last?.stream ?? 0
    guard state.withLock({ !$0.isClosed && number <= $0.lastStream }) else { return .unknownStream }
    guard streams.open(exchange) else { return .tooManyStreams }
    let (former, isComplete) = state.withLock { state in
      // A stream that is complete is forgotten with its last message: then there is nothing to replay.
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

  /// Ends the stream for what belongs to no request.
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

  /// Goes on without a client that has gone: it may come back (CANC-05).
  private func watch(_ exchange: any Exchange, on number: Int) {
    exchange.onDisconnect { [weak self, weak exchange] in
      guard let self, let exchange else { return }
      streams.forget(exchange)
      state.withLock { state in
        if state.streams[number]?.exchange === exchange { state.streams[number]?.exchange = nil }
      }
    }
  }

  /// Forgets a stream of which nothing can be sent again, unless more is to be sent on it.
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

/// The stream for the replies to a POST of a session.
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

  /// Not before 2025-11-25, whose clients read streams to the reply (LHTTP-17).
  func endEarly() {
    if primes, let number = number.withLock({ $0 }) { outbox.disconnect(number) }
  }
}
