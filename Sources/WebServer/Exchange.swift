package import NIOHTTP1

/// The channel for the response to one HTTP request: a handler's only view of the connection.
///
/// A response is complete, by ``respond(_:)``, or a stream that is opened, written to and ended. Output after the end,
/// or after the client has disconnected, is dropped. All methods may be called from any thread, and none blocks.
package protocol Exchange: AnyObject, Sendable {
  /// The executor on which work for this request costs least.
  var executor: (any TaskExecutor)? { get }
  /// The other end of the connection.
  var peer: Peer { get }

  /// Sends a complete response.
  func respond(_ response: WebResponse)
  /// Starts a streamed response with status 200.
  func open(_ headers: HTTPHeaders)
  /// Sends a piece of a streamed response.
  func write(_ bytes: [UInt8])
  /// Ends a streamed response.
  func end()
  /// Closes the connection without a response, as a crashing server would.
  func abandon()

  /// Calls a closure once if the client disconnects before the end; asynchronously, even if it already has.
  func onDisconnect(_ body: @escaping @Sendable () -> Void)
}

/// Responds to HTTP requests.
package protocol RequestHandler: Sendable {
  /// Handles a request before its body has arrived.
  ///
  /// - Returns: The consumer of the body; `nil` if the response needs none.
  func handle(_ head: HTTPRequestHead, _ exchange: any Exchange) -> BodyConsumer?

  /// Whether a target in absolute form may name this host and port (RFC 9112 section 3.2.2); by default any that equals
  /// `Host`.
  func serves(_ authority: String, to peer: Peer) -> Bool
}

extension RequestHandler {
  /// Accepts any authority.
  package func serves(_ authority: String, to peer: Peer) -> Bool { true }
}
