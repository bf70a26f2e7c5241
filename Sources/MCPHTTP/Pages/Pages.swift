import JSON
import NIOHTTP1
import Synchronization
import WebServer

/// The pages beside the endpoint: liveness, readiness, and the server card.
///
/// They need no access token, and reveal no more than that the server exists.
final class Pages: Sendable {
  private let cardPath: String
  private let card: ServerCard?
  private let backendState: @Sendable () -> JSONValue?
  private let isDraining = Atomic(false)

  init(_ options: HTTPServerOptions, backendState: @escaping @Sendable () -> JSONValue?) {
    cardPath = options.path + "/server-card"
    card = options.card
    self.backendState = backendState
  }

  /// Makes the server report that it is not ready, so that no new requests are routed to it.
  func beginDraining() { isDraining.store(true, ordering: .relaxed) }

  /// Whether there is a page at a path.
  func serves(_ path: Substring) -> Bool {
    path == "/healthz" || path == "/readyz" || path == cardPath
  }

  func response(to head: HTTPRequestHead, path: Substring) -> WebResponse {
    let page: WebResponse
    switch path {
    case "/healthz": page = .text(.ok, "ok")
    case "/readyz": page = readiness()
    case let path where path == cardPath:
      guard let card else { return .text(.notFound, "There is nothing at this path") }
      page = card.response(to: head)
    default: return .text(.notFound, "There is nothing at this path")
    }
    guard head.method == .GET || head.method == .HEAD else {
      var response = WebResponse.text(.methodNotAllowed, "This page knows GET and HEAD")
      response.headers.add(name: "Allow", value: "GET, HEAD")
      return response
    }
    return page
  }

  /// The readiness page: ready from the start, since there is always a catalog.
  ///
  /// A backend that is down is reported but makes no difference: documents are served without it, and otherwise all
  /// replicas would be taken out at once.
  private func readiness() -> WebResponse {
    let isDraining = isDraining.load(ordering: .relaxed)
    var state: JSONObject = ["ready": .bool(!isDraining)]
    state.append("draining", ifPresent: isDraining ? true : nil)
    state.append("backend", ifPresent: backendState())
    var response = WebResponse.json(JSONValue.object(state).json, status: isDraining ? .serviceUnavailable : .ok)
    response.headers.add(name: "Cache-Control", value: "no-store")
    return response
  }
}
