import NIOHTTP1
import WebServer

/// Serves `/metrics` on a separate listener, because users of the server need not see its metrics.
struct MetricsPage: RequestHandler {
  let endpoint: Endpoint

  func handle(_ head: HTTPRequestHead, _ exchange: any Exchange) -> BodyConsumer? {
    guard head.uri == "/metrics" else {
      exchange.respond(.text(.notFound, "There is nothing at this path but /metrics"))
      return nil
    }
    let text = endpoint.metrics.text(streams: endpoint.streams.count, sessions: endpoint.sessions.count)
    let type = "text/plain; version=0.0.4; charset=utf-8"
    exchange.respond(WebResponse(.ok, headers: ["Content-Type": type], body: Array(text.utf8)))
    return nil
  }
}
