import JSON
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

/// A request that one row of the table refuses, and all before it let pass.
struct RequestCheckCase: Sendable, CustomTestStringConvertible {
  let row: String
  let what: String
  let status: Int
  /// The code in the body, if there is one.
  let code: Int?
  var options: @Sendable (inout HTTPServerOptions) -> Void = { _ in }
  let send: @Sendable (Desk) -> RecordedExchange

  init(
    _ row: String,
    _ what: String,
    _ status: Int,
    _ code: Int? = nil,
    options: @escaping @Sendable (inout HTTPServerOptions) -> Void = { _ in },
    send: @escaping @Sendable (Desk) -> RecordedExchange
  ) {
    self.row = row
    self.what = what
    self.status = status
    self.code = code
    self.options = options
    self.send = send
  }

  var testDescription: String {
    let rules = RequestChecks.rows.first { $0.name == row }?.rules ?? []
    return "\(rules.joined(separator: ", ")): \(row), \(what)"
  }

  private static let discover = ModernRequest()
  private static let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#

  static let all: [RequestCheckCase] = caller + message + modern + legacy

  static let caller: [RequestCheckCase] = [
    RequestCheckCase("origin", "another page", 403) { $0.send(discover, headers: ["Origin": "https://evil.example"]) },
    RequestCheckCase("origin", "null", 403) { $0.send(discover, headers: ["Origin": "null"]) },
    RequestCheckCase("origin", "at GET", 403) { $0.send(.GET, headers: ["Origin": "http://evil.example"]) },
    RequestCheckCase("origin", "at DELETE", 403) { $0.send(.DELETE, headers: ["Origin": "http://evil.example"]) },
    RequestCheckCase("host", "another name", 403) { $0.send(discover, headers: ["Host": "evil.example:8722"]) },
    RequestCheckCase("host", "none", 403) { $0.send(discover, headers: ["Host": ""]) },
    RequestCheckCase("HTTP method", "PUT", 405) { $0.send(.PUT) },
    RequestCheckCase("HTTP method", "GET where there are no sessions", 405, options: { $0.eras = .modern }) {
      $0.send(.GET)
    },
    RequestCheckCase("token in the query", "access_token", 401) { $0.send(.POST, uri: "/mcp?a=b&access_token=t") },
    RequestCheckCase(
      "rate",
      "the second of one at once",
      429,
      options: { $0.rate = .init(perSecond: 0.001, atOnce: 1) }
    ) {
      _ = $0.send(discover)
      return $0.send(discover)
    },
    RequestCheckCase("load", "none may be worked on", 503, options: { $0.maximumRequests = 0 }) { $0.send(discover) },
    RequestCheckCase("content type", "text", 415) { $0.send(discover, headers: ["Content-Type": "text/plain"]) },
    RequestCheckCase("content type", "none", 415) { $0.send(discover, headers: ["Content-Type": ""]) },
    RequestCheckCase("accepted types", "neither", 406) { $0.send(discover, headers: ["Accept": "text/html"]) },
    RequestCheckCase("accepted types", "no stream at GET", 406) {
      $0.send(.GET, headers: ["Accept": "application/json"])
    },
    RequestCheckCase("announced size", "too much", 413) { $0.send(.POST, headers: ["Content-Length": "4194305"]) },
  ]

  static let message: [RequestCheckCase] = [
    RequestCheckCase("size", "too much", 413, options: { $0.maximumBodySize = 10 }) { $0.send(discover) },
    RequestCheckCase("JSON", "half of it", 400, -32700) { $0.post("{") },
    RequestCheckCase("bounds of JSON", "too deep", 400, -32600) { $0.post(String(repeating: "[", count: 300)) },
    RequestCheckCase("bounds of JSON", "a name twice", 400, -32600) { $0.post(#"{"id":1,"id":2}"#) },
    RequestCheckCase("shape", "no version of JSON-RPC", 400, -32600) { $0.post(#"{"id":1,"method":"ping"}"#) },
    RequestCheckCase("shape", "id null", 400, -32600) { $0.post(#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#) },
    RequestCheckCase("shape", "an array", 400, -32600) { $0.post("[\(discover.body)]", headers: discover.headers) },
    RequestCheckCase("shape", "an empty array", 400, -32600) { $0.post("[]") },
    RequestCheckCase("shape", "an array in a session of 2025-06-18", 400, -32600) {
      $0.session("2025-06-18").post("[\(ping)]")
    },
    RequestCheckCase("shape", "an empty array in a session that has batches", 400, -32600) {
      $0.session("2025-03-26").post("[]")
    },
    RequestCheckCase("shape", "initialize in an array", 400, -32600) {
      $0.session("2025-03-26").post("[\(Desk.initialize("2025-03-26"))]")
    },
    RequestCheckCase("shape", "a notification without a method", 400, -32600) { $0.post(#"{"jsonrpc":"2.0"}"#) },
    RequestCheckCase("shape", "a modern response", 400, -32600) {
      $0.post(#"{"jsonrpc":"2.0","id":1,"result":{}}"#, headers: ["MCP-Protocol-Version": "2026-07-28"])
    },
    RequestCheckCase("params", "an array", 400, -32602) {
      $0.post(#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#)
    },
    RequestCheckCase("era", "a handshake where there is none", 400, -32600, options: { $0.eras = .modern }) {
      $0.post(Desk.initialize("2025-11-25"))
    },
  ]

  static let modern: [RequestCheckCase] =
    [
      RequestCheckCase("envelope", "a header alone", 400, -32602) { desk in
        var request = discover
        request.meta = nil
        return desk.send(request)
      },
      RequestCheckCase("envelope", "a modern method alone", 400, -32602) {
        $0.post(#"{"jsonrpc":"2.0","id":1,"method":"server/discover"}"#)
      },
      RequestCheckCase("envelope", "no capabilities", 400, -32602) {
        $0.send(discover.meta("io.modelcontextprotocol/clientCapabilities", nil))
      },
      RequestCheckCase("version header", "none", 400, -32020) { $0.send(discover.header("MCP-Protocol-Version", nil)) },
      RequestCheckCase("version header", "another", 400, -32020) {
        $0.send(discover.meta("io.modelcontextprotocol/protocolVersion", "v999.0.0"))
      },
      RequestCheckCase("version header", "a legacy one (MHTTP-17)", 400, -32020) {
        $0.send(discover.header("MCP-Protocol-Version", "2025-11-25"))
      },
      RequestCheckCase("version", "unknown", 400, -32022) {
        $0.send(
          discover.meta("io.modelcontextprotocol/protocolVersion", "v999.0.0").header(
            "MCP-Protocol-Version",
            "v999.0.0"
          )
        )
      },
      RequestCheckCase("method header", "none", 400, -32020) { $0.send(discover.header("Mcp-Method", nil)) },
      RequestCheckCase("method header", "another", 400, -32020) {
        $0.send(discover.header("Mcp-Method", "tools/list"))
      },
      RequestCheckCase("method header", "in capitals", 400, -32020) {
        $0.send(discover.header("Mcp-Method", "SERVER/DISCOVER"))
      },
      RequestCheckCase("name header", "none", 400, -32020) {
        $0.send(ModernRequest.call("echo").header("Mcp-Name", nil))
      },
      RequestCheckCase("name header", "another", 400, -32020) {
        $0.send(ModernRequest.call("echo").header("Mcp-Name", "ask"))
      },
      RequestCheckCase("name header", "bad Base64", 400, -32020) {
        $0.send(ModernRequest.call("echo").header("Mcp-Name", "=?base64?ZWNobw?="))
      },
      RequestCheckCase("name header", "another URI", 400, -32020) {
        $0.send(ModernRequest("resources/read", ["uri": "doc://page"]).header("Mcp-Name", "doc://other"))
      },
      RequestCheckCase("method", "unknown", 404, -32601) { $0.send(ModernRequest("unknown/method")) },
      RequestCheckCase("method", "not offered", 404, -32601) { $0.send(ModernRequest("prompts/list")) },
      RequestCheckCase("stream for a subscription", "JSON alone", 406, -32600) {
        $0.send(ModernRequest("subscriptions/listen"), headers: ["Accept": "application/json"])
      },
      RequestCheckCase("room for a subscription", "none left", 503, -32603, options: { $0.maximumStreams = 0 }) {
        $0.send(ModernRequest("subscriptions/listen"))
      },
      RequestCheckCase("Mcp-Param", "none", 400, -32020) { $0.send(ModernRequest.call("region", ["region": "eu"])) },
      RequestCheckCase("Mcp-Param", "another", 400, -32020) {
        $0.send(ModernRequest.call("region", ["region": "eu"]).header("Mcp-Param-Region", "EU"))
      },
      RequestCheckCase("Mcp-Param", "bad Base64", 400, -32020) {
        $0.send(ModernRequest.call("region", ["region": "Hello"]).header("Mcp-Param-Region", "=?base64?SGVs!!!bG8=?="))
      },
      RequestCheckCase("values of params", "an unknown tool", 200, -32602) { $0.send(ModernRequest.call("unknown")) },
      RequestCheckCase("values of params", "a filter that is none", 200, -32602) {
        $0.send(ModernRequest("subscriptions/listen"))
      },
      RequestCheckCase("client capability", "sampling", 400, -32021) { $0.send(ModernRequest.call("need")) },
    ]
    + [
      "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "tasks/list",
      "tasks/result",
    ].map { method in
      RequestCheckCase("method", "\(method), removed", 404, -32601) { $0.send(ModernRequest(method)) }
    }

  static let legacy: [RequestCheckCase] = [
    RequestCheckCase("legacy version", "unknown", 400, -32600) {
      $0.session().post(ping, headers: ["MCP-Protocol-Version": "1900-01-01"])
    },
    RequestCheckCase("legacy version", "a modern one where there is none", 400, -32600, options: { $0.eras = .legacy })
    {
      $0.send(discover)
    },
    RequestCheckCase("session id", "none", 400, -32600) { $0.post(ping) },
    RequestCheckCase("session id", "none at GET", 400, -32600) { $0.send(.GET) },
    RequestCheckCase("session id", "none at DELETE", 400, -32600) { $0.send(.DELETE) },
    RequestCheckCase("session", "unknown", 404, -32600) { $0.post(ping, headers: ["Mcp-Session-Id": "unknown"]) },
    RequestCheckCase("session", "ended", 404, -32600) { desk in
      let session = desk.session()
      _ = session.delete()
      return session.post(ping)
    },
    RequestCheckCase("room for a session", "none left", 503, -32603, options: { $0.maximumSessions = 1 }) {
      _ = $0.session()
      return $0.post(Desk.initialize("2025-11-25"))
    },
  ]
}
