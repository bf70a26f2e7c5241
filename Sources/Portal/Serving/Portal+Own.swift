import NIOHTTP1
package import WebServer

extension Portal {
  /// The portal on a listener of its own on this machine, where the host and the origin are checked here.
  package var ownRoute: Route {
    let route = route
    return Route(
      prefix: route.prefix,
      maximumBodySize: route.maximumBodySize,
      refusal: { request in
        let names = Self.authorities(of: request.peer)
        guard let host = request[field: "host"], names.contains(host.lowercased()) else {
          return .text(.misdirectedRequest, "The server is not known by this name")
        }
        let origins = request.fields["origin"]
        guard origins.allSatisfy({ origin in names.contains { "http://\($0)" == origin.lowercased() } }) else {
          return .text(.forbidden, "Pages of this origin may not ask")
        }
        return route.refusal(request)
      },
      respond: route.respond
    )
  }

  /// The names by which a peer on this machine may ask.
  package static func authorities(of peer: Peer) -> [String] {
    let port = peer.local?.port ?? 0
    return ["127.0.0.1:\(port)", "localhost:\(port)"]
  }
}
