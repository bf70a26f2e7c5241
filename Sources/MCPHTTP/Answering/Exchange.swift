import NIOHTTP1

/// The way on which the answer to one HTTP request leaves: of a connection, the endpoint knows no more than this.
///
/// An answer is whole, by ``respond(_:)``, or a stream: opened, written to, and ended. What is sent after the end, or
/// after the client has gone, is dropped. Everything may be called from any thread, and nothing waits.
protocol Exchange: AnyObject, Sendable {
  /// Where work for this request runs at the least cost.
  var executor: (any TaskExecutor)? { get }

  func respond(_ response: Response)
  func open(_ headers: HTTPHeaders)
  func write(_ bytes: [UInt8])
  func end()

  /// Has the closure called once if the client goes before the end, in the future even if it has gone already.
  func onDisconnect(_ body: @escaping @Sendable () -> Void)
}

/// What answers HTTP requests.
protocol RequestHandler: Sendable {
  /// Takes a request whose body has not come yet.
  ///
  /// - Returns: What takes the body; `nil` if it is not needed, because the answer is under way.
  func handle(_ head: HTTPRequestHead, _ exchange: any Exchange) -> BodyConsumer?
}
