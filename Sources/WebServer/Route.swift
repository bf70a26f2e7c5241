import NIOCore
package import NIOHTTP1

/// A handler for all requests below a path.
package struct Route: Sendable {
  /// The common start of their paths.
  package let prefix: String
  /// The largest body, in bytes.
  package let maximumBodySize: Int
  /// Refuses a request by its head, before its body is read and without a slot; `nil` to accept it.
  package let refusal: @Sendable (RouteRequest) -> WebResponse?
  /// Responds to an accepted request.
  package let respond: @Sendable (RouteRequest) async -> WebResponse

  /// Makes a route.
  package init(
    prefix: String,
    maximumBodySize: Int,
    refusal: @escaping @Sendable (RouteRequest) -> WebResponse? = { _ in nil },
    respond: @escaping @Sendable (RouteRequest) async -> WebResponse
  ) {
    self.prefix = prefix
    self.maximumBodySize = maximumBodySize
    self.refusal = refusal
    self.respond = respond
  }

  /// Serves a request whose path begins with ``prefix``.
  ///
  /// - Parameters:
  ///   - head: The request.
  ///   - slots: Limits the requests handled at once; a request counts once its body has arrived.
  ///   - exchange: The channel for the response.
  /// - Returns: The consumer of the body; `nil` if the response needs none.
  package func serve(_ head: HTTPRequestHead, slots: RequestSlots, _ exchange: any Exchange) -> BodyConsumer? {
    let request = RouteRequest(head, behind: prefix, peer: exchange.peer)
    if let refusal = refusal(request) {
      exchange.respond(refusal)
      return nil
    }
    return BodyConsumer(limit: maximumBodySize) { body in
      guard let slot = slots.take(for: exchange.peer.party) else {
        var response = WebResponse.text(.serviceUnavailable, "As many pages are worked on as can be: try again soon")
        response.headers.add(name: "Retry-After", value: "1")
        return exchange.respond(response)
      }
      var request = request
      request.body = body.map { Array($0.readableBytesView) }
      // The task runs on the thread of its connection, which the server waits for when it stops.
      Task.immediate(executorPreference: exchange.executor) { [request] in
        let response = await respond(request)
        slot.release()
        exchange.respond(response)
      }
    }
  }
}

/// A request for a route.
package struct RouteRequest: Sendable {
  /// The method.
  package let method: String
  /// The path after the route's prefix, without the query.
  package let path: String
  /// The query without its question mark; never log it.
  package let query: String?
  /// The header fields.
  package let fields: HTTPHeaders
  /// The other end of the connection.
  package let peer: Peer
  /// The body; `nil` if it was too large, empty until it has arrived.
  package var body: [UInt8]? = []

  init(_ head: HTTPRequestHead, behind prefix: String, peer: Peer) {
    method = head.method.rawValue
    let mark = head.uri.firstIndex(of: "?")
    path = String(head.uri[..<(mark ?? head.uri.endIndex)].dropFirst(prefix.count))
    query = mark.map { String(head.uri[head.uri.index(after: $0)...]) }
    fields = head.headers
    self.peer = peer
  }

  /// The value of a field; `nil` unless it occurs exactly once.
  package subscript(field name: String) -> String? {
    let values = fields[name]
    return values.count == 1 ? values[0] : nil
  }
}

/// Serves routes only: the first one whose prefix matches.
package struct RouteHandler: RequestHandler {
  private let routes: [Route]
  private let slots: RequestSlots
  private let isServed: @Sendable (_ authority: String, _ peer: Peer) -> Bool

  /// Makes a handler of routes.
  package init(
    _ routes: [Route],
    slots: RequestSlots,
    serving isServed: @escaping @Sendable (_ authority: String, _ peer: Peer) -> Bool
  ) {
    self.routes = routes
    self.slots = slots
    self.isServed = isServed
  }

  package func serves(_ authority: String, to peer: Peer) -> Bool { isServed(authority, peer) }

  package func handle(_ head: HTTPRequestHead, _ exchange: any Exchange) -> BodyConsumer? {
    guard let route = routes.first(where: { head.uri.hasPrefix($0.prefix) }) else {
      exchange.respond(.text(.notFound, "There is nothing at this path"))
      return nil
    }
    return route.serve(head, slots: slots, exchange)
  }
}
