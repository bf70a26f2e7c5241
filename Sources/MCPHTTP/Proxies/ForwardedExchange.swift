import NIOHTTP1
import WebServer

/// An exchange with a client behind a proxy, whose connection is the proxy's.
final class ForwardedExchange: Exchange {
  private let base: any Exchange
  let peer: Peer

  init(_ base: any Exchange, of client: Peer) {
    self.base = base
    peer = client
  }

  var executor: (any TaskExecutor)? { base.executor }

  func respond(_ response: WebResponse) { base.respond(response) }
  func open(_ headers: HTTPHeaders) { base.open(headers) }
  func write(_ bytes: [UInt8]) { base.write(bytes) }
  func end() { base.end() }
  func abandon() { base.abandon() }
  func onDisconnect(_ body: @escaping @Sendable () -> Void) { base.onDisconnect(body) }
}
