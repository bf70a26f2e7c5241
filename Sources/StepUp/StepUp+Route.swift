import NIOHTTP1
package import WebServer

extension StepUp {
  /// The page as a route of a running HTTP server, which must be announced with ``begin(at:)``.
  ///
  /// - Parameter endpoint: The path of the MCP endpoint; the page's path shares its parent.
  /// - Returns: The route of the page.
  package func route(besides endpoint: String) -> Route {
    let parent = endpoint.prefix(upTo: endpoint.lastIndex(of: "/") ?? endpoint.startIndex)
    // The server checks the Host of its requests: behind a proxy it may differ from the one in the link.
    return route(prefix: parent + PagePath.prefix) { [listening] request in
      let (scheme, authority) = listening.address
      return (PageRequest(request, path: PagePath.prefix + request.path, host: authority), authority, scheme)
    }
  }

  /// The page on a listener of its own, for the user of this process only.
  var ownRoute: Route {
    route(prefix: "/", admits: admits) { request in
      let host = request[field: "host"] ?? ""
      return (PageRequest(request, path: "/" + request.path, host: host), Self.authority(of: request.peer), "http")
    }
  }

  /// Host and port, on the page's own listener, to which a peer is connected.
  static func authority(of peer: Peer) -> String { "127.0.0.1:\(peer.local?.port ?? 0)" }

  private func route(
    prefix: String,
    admits: @escaping @Sendable (Peer) -> PageAnswer.Note? = { _ in nil },
    reading read: @escaping @Sendable (RouteRequest) -> (request: PageRequest, authority: String, scheme: String)
  ) -> Route {
    Route(
      prefix: prefix,
      maximumBodySize: PageRequest.maximumBody,
      refusal: { request in
        let (page, authority, _) = read(request)
        if let note = admits(request.peer) { return WebResponse(.note(note, as: page.form)) }
        return self.refusal(of: page, at: authority).map { WebResponse($0) }
      },
      respond: { request in
        let (page, authority, scheme) = read(request)
        return WebResponse(await self.answer(page, at: authority, scheme: scheme))
      }
    )
  }
}

extension PageRequest {
  fileprivate init(_ request: RouteRequest, path: String, host: String) {
    self.init(
      method: request.method,
      path: path,
      query: request.query,
      host: host,
      origin: request[field: "origin"],
      site: request[field: "sec-fetch-site"],
      contentType: request[field: "content-type"],
      accept: request[field: "accept"],
      cookie: request.fields["cookie"].joined(separator: "; "),
      body: request.body
    )
  }
}

extension WebResponse {
  fileprivate init(_ answer: PageAnswer) {
    self.init(
      HTTPResponseStatus(statusCode: answer.status),
      headers: HTTPHeaders(answer.headers),
      body: Array(answer.text.utf8)
    )
  }
}
