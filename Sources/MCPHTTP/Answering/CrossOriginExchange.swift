import MCP
import NIOHTTP1
import WebServer

/// Adds CORS headers to a response for a page of another, allowed origin (Fetch standard; HTTP-13).
///
/// Used only for configured origins; without any, no response has such headers.
final class CrossOriginExchange: Exchange {
  private let base: any Exchange
  private let origin: String

  init(_ base: any Exchange, origin: String) {
    self.base = base
    self.origin = origin
  }

  var executor: (any TaskExecutor)? { base.executor }
  var peer: Peer { base.peer }

  func respond(_ response: WebResponse) {
    var response = response
    response.headers.add(contentsOf: headers)
    base.respond(response)
  }

  func open(_ headers: HTTPHeaders) {
    var all = headers
    all.add(contentsOf: self.headers)
    base.open(all)
  }

  func write(_ bytes: [UInt8]) { base.write(bytes) }
  func end() { base.end() }
  func abandon() { base.abandon() }
  func onDisconnect(_ body: @escaping @Sendable () -> Void) { base.onDisconnect(body) }

  private var headers: HTTPHeaders {
    [
      "Access-Control-Allow-Origin": origin, "Vary": "Origin",
      "Access-Control-Expose-Headers": "\(Session.header), WWW-Authenticate, Retry-After",
    ]
  }

  /// The response to a browser's preflight request; `nil` if the request is none.
  static func answer(
    toPreflight head: HTTPRequestHead,
    catalog: Catalog,
    credentialFields: [String]
  ) -> WebResponse? {
    guard head.method == .OPTIONS, head.headers.contains(name: "access-control-request-method") else { return nil }
    let parameters = catalog.tools.flatMap { catalog.headerParameters(of: $0.name) }.map { "Mcp-Param-\($0.name)" }
    let allowed = allowedHeaders + credentialFields + Set(parameters).sorted()
    return WebResponse(
      .noContent,
      headers: [
        "Access-Control-Allow-Methods": "POST, GET, DELETE",
        "Access-Control-Allow-Headers": allowed.joined(separator: ", "),
        "Access-Control-Max-Age": "7200",
      ]
    )
  }

  private static let allowedHeaders = [
    "Content-Type", "Accept", "Authorization", "MCP-Protocol-Version", "Mcp-Method", "Mcp-Name", Session.header,
    "Last-Event-ID",
  ]
}
