import NIOCore
package import NIOHTTP1

/// Pages below a path, made by a closure.
package struct Route: Sendable {
  /// The beginning of their paths.
  package let prefix: String
  /// The bytes that a body may have.
  package let maximumBodySize: Int
  /// Judges a request by its head; a response ends it before its body is read, and takes no slot.
  package let refusal: @Sendable (RouteRequest) -> WebResponse?
  package let respond: @Sendable (RouteRequest) async -> WebResponse

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
  ///   - slots: Bounds the requests that are worked on: one counts from when its body is there.
  ///   - exchange: Takes the response.
  /// - Returns: The consumer of the body; `nil` if the response is under way.
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
      // It runs on in the thread of its connection, which is waited for when the server ends.
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
  package let method: String
  /// What follows the route's prefix, without a query.
  package let path: String
  /// The query, without its mark; never to be logged.
  package let query: String?
  package let fields: HTTPHeaders
  package let peer: Peer
  /// `nil` if it was longer than the route takes; empty until it has come.
  package var body: [UInt8]? = []

  init(_ head: HTTPRequestHead, behind prefix: String, peer: Peer) {
    method = head.method.rawValue
    let mark = head.uri.firstIndex(of: "?")
    path = String(head.uri[..<(mark ?? head.uri.endIndex)].dropFirst(prefix.count))
    query = mark.map { String(head.uri[head.uri.index(after: $0)...]) }
    fields = head.headers
    self.peer = peer
  }

  /// The value of a field that is there once.
  package subscript(field name: String) -> String? {
    let values = fields[name]
    return values.count == 1 ? values[0] : nil
  }
}

/// Serves nothing but routes: the first whose prefix fits.
package struct RouteHandler: RequestHandler {
  private let routes: [Route]
  private let slots: RequestSlots
  private let isServed: @Sendable (_ authority: String, _ peer: Peer) -> Bool

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
