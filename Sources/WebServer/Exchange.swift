package import NIOHTTP1

/// The way on which the response to one HTTP request leaves: of a connection, a handler knows no more than this.
///
/// A response is whole, by ``respond(_:)``, or a stream: opened, written to, and ended. What is sent after the end, or
/// after the client has gone, is dropped. Everything may be called from any thread, and nothing waits.
package protocol Exchange: AnyObject, Sendable {
  /// Where work for this request runs at the least cost.
  var executor: (any TaskExecutor)? { get }
  /// The other end of the connection.
  var peer: Peer { get }

  func respond(_ response: WebResponse)
  func open(_ headers: HTTPHeaders)
  func write(_ bytes: [UInt8])
  func end()
  /// Closes the connection without a response, as a server does that breaks down.
  func abandon()

  /// Has the closure called once if the client goes before the end, in the future even if it has gone already.
  func onDisconnect(_ body: @escaping @Sendable () -> Void)
}

/// Responds to HTTP requests.
package protocol RequestHandler: Sendable {
  /// Takes a request whose body has not come yet.
  ///
  /// - Returns: The consumer of the body; `nil` if it is not needed, because the response is under way.
  func handle(_ head: HTTPRequestHead, _ exchange: any Exchange) -> BodyConsumer?

  /// Whether a target in absolute form may name this host and port (RFC 9112 section 3.2.2); by default any that `Host`
  /// names too.
  func serves(_ authority: String, to peer: Peer) -> Bool
}

extension RequestHandler {
  package func serves(_ authority: String, to peer: Peer) -> Bool { true }
}
