import NIOCore
import NIOHTTP1
import WebServer

/// Responds to HTTP requests from a sandbox.
struct SandboxHandler: RequestHandler {
  /// The largest body that is read, in bytes: the limit of the proxy in front of the real backend.
  private static let maximumBodySize = 1 << 20

  let sandbox: Sandbox
  /// Whether requests to the control path are allowed.
  let hasControl: Bool

  func handle(_ head: HTTPRequestHead, _ exchange: any Exchange) -> BodyConsumer? {
    guard head.method == .POST else {
      respond(to: head, body: [], exchange)
      return nil
    }
    return BodyConsumer(limit: Self.maximumBodySize) { body in
      guard let body else { return exchange.respond(WebResponse(.payloadTooLarge)) }
      respond(to: head, body: Array(body.readableBytesView), exchange)
    }
  }

  private func respond(to head: HTTPRequestHead, body: [UInt8], _ exchange: any Exchange) {
    var request = SandboxRequest(
      head.method.rawValue,
      head.uri,
      authorization: head.headers.first(name: "authorization"),
      body: body
    )
    request.contentType = head.headers.first(name: "content-type")
    request.cookie = head.headers.first(name: "cookie")
    let isControl = hasControl && head.uri.hasPrefix(Sandbox.controlPrefix)
    let reply = isControl ? sandbox.control(request) : sandbox.respond(to: request)
    guard reply.delay > .zero else { return send(reply, exchange) }
    // The task ends with its connection, which the server waits for.
    let delayed = Task.immediate(executorPreference: exchange.executor) { [clock = sandbox.clock] in
      try await clock.sleep(for: reply.delay)
      send(reply, exchange)
    }
    exchange.onDisconnect { delayed.cancel() }
  }

  private func send(_ reply: SandboxResponse, _ exchange: any Exchange) {
    guard !reply.isLost else { return exchange.abandon() }
    var headers: HTTPHeaders = [:]
    if let contentType = reply.contentType { headers.add(name: "Content-Type", value: contentType) }
    if let location = reply.location { headers.add(name: "Location", value: location) }
    for (name, value) in reply.fields { headers.add(name: name, value: value) }
    if let second = reply.second { headers.add(name: "Date", value: HTTPDate.text(of: second)) }
    exchange.respond(WebResponse(HTTPResponseStatus(statusCode: reply.status), headers: headers, body: reply.body))
  }
}
