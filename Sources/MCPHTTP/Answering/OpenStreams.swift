import NIOHTTP1
import Synchronization
import WebServer

/// The streams that are open, up to a limit.
final class OpenStreams: Sendable {
  private let streams = Mutex<[ObjectIdentifier: any Exchange]>([:])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var count: Int { streams.withLock { $0.count } }
  var isFull: Bool { count >= limit }

  /// Makes a stream of an exchange; false, and nothing is sent, if too many are open.
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

  /// Ends a stream, if it is not ended yet.
  func end(_ exchange: any Exchange) {
    exchange.end()
    forget(exchange)
  }

  /// Lets go of a stream whose client has gone.
  func forget(_ exchange: any Exchange) {
    _ = streams.withLock { $0.removeValue(forKey: ObjectIdentifier(exchange)) }
  }

  /// Gives a sign of life on all of them.
  func keepAlive() {
    for exchange in streams.withLock({ Array($0.values) }) { exchange.write(ServerSentEvent.keepAlive) }
  }
}
