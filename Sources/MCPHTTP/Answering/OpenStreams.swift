import NIOHTTP1
import Synchronization
import WebServer

/// The open event streams, up to a limit.
final class OpenStreams: Sendable {
  private let streams = Mutex<[ObjectIdentifier: any Exchange]>([:])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var count: Int { streams.withLock { $0.count } }
  var isFull: Bool { count >= limit }

  /// Turns an exchange into a stream; false, with nothing sent, if the limit is reached.
  func open(_ exchange: any Exchange, headers: HTTPHeaders = [:]) -> Bool {
    let isOpen = streams.withLock { streams in
      guard streams.count < limit else { return false }
      streams[ObjectIdentifier(exchange)] = exchange
      return true
    }
    guard isOpen else { return false }
    var all = WebResponse.streamHeaders
    all.add(contentsOf: headers)
    exchange.open(all)
    return true
  }

  /// Ends a stream, unless it has ended.
  func end(_ exchange: any Exchange) {
    exchange.end()
    forget(exchange)
  }

  /// Removes a stream whose client has disconnected.
  func forget(_ exchange: any Exchange) {
    _ = streams.withLock { $0.removeValue(forKey: ObjectIdentifier(exchange)) }
  }

  /// Sends a keep-alive comment on all streams.
  func keepAlive() {
    for exchange in streams.withLock({ Array($0.values) }) { exchange.write(ServerSentEvent.keepAlive) }
  }
}
