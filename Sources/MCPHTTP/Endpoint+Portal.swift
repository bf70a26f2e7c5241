import NIOHTTP1
import WebServer

extension Endpoint {
  /// Serves a page of the portal, whose requests are checked as those of the endpoint: DNS rebinding and pages of other
  /// origins get nothing.
  func serve(portal: Route, _ head: HTTPRequestHead, _ exchange: any Exchange) -> BodyConsumer? {
    let origins = head.headers["origin"]
    guard origins.allSatisfy({ allows(origin: $0) || isOwn(origin: $0, head) }) else {
      exchange.respond(.text(.forbidden, "Pages of this origin may not ask"))
      return nil
    }
    return serve(portal, head, exchange)
  }

  /// The way to the portal, for a browser that opens the endpoint; `nil` for a client of MCP.
  func responseToBrowser(_ head: HTTPRequestHead) -> WebResponse? {
    guard head.method == .GET || head.method == .HEAD, Self.isBrowser(head.headers["accept"]) else { return nil }
    let hosts = head.headers["host"]
    guard hosts.count == 1, allows(host: hosts[0]) else { return nil }
    // Relative, so that it stays right behind a proxy that serves the folder elsewhere.
    return WebResponse(.seeOther, headers: ["Location": "./", "Vary": "Accept", "Cache-Control": "no-store"])
  }

  /// Whether an origin is the one that the request was sent to.
  private func isOwn(origin: String, _ head: HTTPRequestHead) -> Bool {
    guard let host = head.headers.first(name: "host")?.lowercased(), !host.isEmpty else { return false }
    let origin = origin.lowercased()
    return origin == "http://\(host)" || origin == "https://\(host)"
  }

  /// Whether a client accepts HTML by name, and no event stream.
  private static func isBrowser(_ fields: [String]) -> Bool {
    var acceptsHTML = false
    for range in fields.lazy.flatMap({ $0.split(separator: ",") }) {
      let parts = range.split(separator: ";").map { $0.trimmingSpace().lowercased() }
      if parts.first == "text/event-stream" { return false }
      let isExcluded = parts.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
      if parts.first == "text/html", !isExcluded { acceptsHTML = true }
    }
    return acceptsHTML
  }
}
