package import MCPHTTP

extension StepUp {
  /// The page, to be served by a server that is there anyway; it has to be told where that is, by ``begin(at:)``.
  ///
  /// - Parameter endpoint: The path of the server's endpoint, next to which the page is.
  /// - Returns: What the server has to serve.
  package func mount(besides endpoint: String) -> Mount {
    let parent = endpoint.prefix(upTo: endpoint.lastIndex(of: "/") ?? endpoint.startIndex)
    return Mount(prefix: parent + PagePath.prefix, maximumBodySize: PageRequest.maximumBody) { request in
      // The server knows by which names it is asked for: behind a proxy that need not be the one in the link.
      let (scheme, authority) = self.listening.address
      let answer = await self.answer(
        PageRequest(
          method: request.method,
          path: PagePath.prefix + request.path,
          host: authority,
          origin: request[header: "origin"],
          site: request[header: "sec-fetch-site"],
          contentType: request[header: "content-type"],
          accept: request[header: "accept"],
          body: request.body
        ),
        at: authority,
        scheme: scheme
      )
      return Mount.Answer(status: answer.status, headers: answer.headers, body: Array(answer.text.utf8))
    }
  }
}
