import WebServer

/// A stream of messages to a client, opened for the first message.
protocol EventStream: Sendable {
  /// Opens the stream; false if the limit is reached.
  func open() -> Bool
  func send(_ message: [UInt8])
  func end()
  /// Ends only the connection: the client can resume the stream.
  func endEarly()
}

/// A stream that lives as long as its exchange (2026-07-28): without event ids, and not resumable (MHTTP-10).
struct PlainStream: EventStream {
  let exchange: any Exchange
  let streams: OpenStreams
  /// The party, found when the stream opens: most responses are no streams.
  let party: @Sendable () -> String

  func open() -> Bool { streams.open(exchange, of: party()) }
  func send(_ message: [UInt8]) { exchange.write(ServerSentEvent.message(message)) }
  func end() { streams.end(exchange) }
  func endEarly() {}
}
