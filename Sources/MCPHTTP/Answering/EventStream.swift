import WebServer

/// A stream of messages to a client, opened when the first is sent.
protocol EventStream: Sendable {
  /// Opens the stream; false if there may be no more.
  func open() -> Bool
  func send(_ message: [UInt8])
  func end()
  /// Ends the connection alone: the client can come back for the rest.
  func endEarly()
}

/// A stream that lives as long as its exchange (2026-07-28): it has no ids, and nobody comes back for it (MHTTP-10).
struct PlainStream: EventStream {
  let exchange: any Exchange
  let streams: OpenStreams

  func open() -> Bool { streams.open(exchange) }
  func send(_ message: [UInt8]) { exchange.write(ServerSentEvent.message(message)) }
  func end() { streams.end(exchange) }
  func endEarly() {}
}
