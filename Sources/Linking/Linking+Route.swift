import NIOHTTP1
import SignIn
import StepUp
import Store
import TextCoding
package import WebServer

extension Linking {
  /// The pages as a route of the HTTP server.
  ///
  /// - Parameter endpoint: The path of the MCP endpoint; the pages' path shares its parent.
  /// - Returns: The route.
  package func route(besides endpoint: String) -> Route {
    let parent = endpoint.prefix(upTo: endpoint.lastIndex(of: "/") ?? endpoint.startIndex)
    return Route(prefix: parent + "/connect/", maximumBodySize: 64 << 10) { request in
      do throws(StoreError) { return try await self.response(to: request) } catch {
        self.options.note("a page to sign in cannot be served: \(error.message)")
        return LinkView.note(
          503,
          "Not now",
          "This page cannot be shown just now. Nothing was done. Open the link again in a moment."
        )
      }
    }
  }

  private func response(to request: RouteRequest) async throws(StoreError) -> WebResponse {
    switch request.path {
    case "callback": return request.method == "GET" ? try await redirected(request) : Self.wrongMethod
    case "unlink", "unlink/sign-in": return try await unlinking(request)
    default: break
    }
    let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
    guard let id = parts.first, LinkID.isID(id), parts.count == 1 || parts.count == 2 && parts[1] == "sign-in",
      let page = try await pages.page(String(id)), let own = credentials(of: page.document)
    else { return LinkView.unknown }
    if parts.count == 2 { return request.method == "GET" ? try await leave(page, own, request) : Self.wrongMethod }
    switch request.method {
    case "GET", "HEAD": return view(page, own, request)
    case "POST": return try await decide(page, own, request)
    default: return Self.wrongMethod
    }
  }

  func visitor(of request: RouteRequest) -> String? { LinkVisitor.id(in: request.fields["cookie"], isSecure: isSecure) }

  /// The page in its state.
  func view(
    _ page: LinkPage,
    _ own: LinkedCredentials,
    _ request: RouteRequest,
    problem: String? = nil
  ) -> WebResponse {
    let issuer = try? own.signIn().configuration.issuer
    let provider = issuer.flatMap { ServiceURL($0)?.authority } ?? "the provider"
    let way = way(of: page, own)
    return LinkView(
      page,
      backend: own.backend,
      provider: provider,
      way: way,
      visitor: visitor(of: request),
      problem: problem
    ).response
  }

  /// Takes the form of the page, which declines or shows who is there.
  private func decide(
    _ page: LinkPage,
    _ own: LinkedCredentials,
    _ request: RouteRequest
  ) async throws(StoreError) -> WebResponse {
    let form = request.body.map { FormData($0) }
    guard request.isSameOrigin(as: origin), let form, form["form"] == page.form,
      let decision = form["decision"], ["decline", "identify"].contains(decision)
    else {
      return LinkView.note(
        403,
        "Not accepted",
        "This was not sent by the page itself. Nothing was done. Open the link again."
      )
    }
    if decision == "identify" { return try await identify(by: form["token"] ?? "", page, own, request) }
    let changed = try await pages.change(page.id) { page in
      guard page.state == .waiting else { return nil }
      var page = page
      page.state = .declined
      return page
    }
    news.tell(page.id)
    return changed.map { view($0, own, request) } ?? LinkView.unknown
  }

  var origin: String { ServiceURL(base)?.origin ?? base }

  static var wrongMethod: WebResponse {
    LinkView.note(405, "Not possible", "This page can be read and sent, and nothing else.")
  }
}

extension RouteRequest {
  /// Whether the request comes from a page of this origin: of pages without a referrer, browsers tell only the site.
  func isSameOrigin(as expected: String) -> Bool {
    guard [nil, "same-origin", "none"].contains(self[field: "sec-fetch-site"]),
      self[field: "content-type"]?.hasPrefix("application/x-www-form-urlencoded") == true
    else { return false }
    return [nil, "null", expected].contains(self[field: "origin"])
  }
}
