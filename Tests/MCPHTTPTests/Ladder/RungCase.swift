import JSON
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

/// A request that one rung of the ladder refuses, and all before it let pass.
struct RungCase: Sendable, CustomTestStringConvertible {
  let rung: String
  let what: String
  let status: Int
  /// The code in the body, if there is one.
  let code: Int?
  var options: @Sendable (inout HTTPServerOptions) -> Void = { _ in }
  let send: @Sendable (Desk) -> RecordedExchange

  init(
    _ rung: String,
    _ what: String,
    _ status: Int,
    _ code: Int? = nil,
    options: @escaping @Sendable (inout HTTPServerOptions) -> Void = { _ in },
    send: @escaping @Sendable (Desk) -> RecordedExchange
  ) {
    self.rung = rung
    self.what = what
    self.status = status
    self.code = code
    self.options = options
    self.send = send
  }

  var testDescription: String {
    let rules = Ladder.rungs.first { $0.name == rung }?.rules ?? []
    return "\(rules.joined(separator: ", ")): \(rung), \(what)"
  }

  private static let discover = ModernRequest()
  private static let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#

  static let all: [RungCase] = caller + message + modern + legacy

  static let caller: [RungCase] = [
    RungCase("origin", "another page", 403) { $0.send(discover, headers: ["Origin": "https://evil.example"]) },
    RungCase("origin", "null", 403) { $0.send(discover, headers: ["Origin": "null"]) },
    RungCase("origin", "at GET", 403) { $0.send(.GET, headers: ["Origin": "http://evil.example"]) },
    RungCase("origin", "at DELETE", 403) { $0.send(.DELETE, headers: ["Origin": "http://evil.example"]) },
    RungCase("host", "another name", 403) { $0.send(discover, headers: ["Host": "evil.example:8722"]) },
    RungCase("host", "none", 403) { $0.send(discover, headers: ["Host": ""]) },
    RungCase("HTTP method", "PUT", 405) { $0.send(.PUT) },
    RungCase("HTTP method", "GET where there are no sessions", 405, options: { $0.eras = .modern }) { $0.send(.GET) },
    RungCase("token in the query", "access_token", 401) { $0.send(.POST, uri: "/mcp?a=b&access_token=t") },
    RungCase("rate", "the second of one at once", 429, options: { $0.rate = .init(perSecond: 0.001, atOnce: 1) }) {
      _ = $0.send(discover)
      return $0.send(discover)
    },
    RungCase("load", "none may be worked on", 503, options: { $0.maximumRequests = 0 }) { $0.send(discover) },
    RungCase("content type", "text", 415) { $0.send(discover, headers: ["Content-Type": "text/plain"]) },
    RungCase("content type", "none", 415) { $0.send(discover, headers: ["Content-Type": ""]) },
    RungCase("accepted types", "neither", 406) { $0.send(discover, headers: ["Accept": "text/html"]) },
    RungCase("accepted types", "no stream at GET", 406) { $0.send(.GET, headers: ["Accept": "application/json"]) },
    RungCase("announced size", "too much", 413) { $0.send(.POST, headers: ["Content-Length": "4194305"]) },
  ]

  static let message: [RungCase] = [
    RungCase("size", "too much", 413, options: { $0.maximumBodySize = 10 }) { $0.send(discover) },
    RungCase("JSON", "half of it", 400, -32700) { $0.post("{") },
    RungCase("bounds of JSON", "too deep", 400, -32600) { $0.post(String(repeating: "[", count: 300)) },
    RungCase("bounds of JSON", "a name twice", 400, -32600) { $0.post(#"{"id":1,"id":2}"#) },
    RungCase("shape", "no version of JSON-RPC", 400, -32600) { $0.post(#"{"id":1,"method":"ping"}"#) },
    RungCase("shape", "id null", 400, -32600) { $0.post(#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#) },
    RungCase("shape", "an array", 400, -32600) { $0.post("[\(discover.body)]", headers: discover.headers) },
    RungCase("shape", "an empty array", 400, -32600) { $0.post("[]") },
    RungCase("shape", "an array in a session of 2025-06-18", 400, -32600) {
      $0.session("2025-06-18").post("[\(ping)]")
    },
    RungCase("shape", "an empty array in a session that has batches", 400, -32600) {
      $0.session("2025-03-26").post("[]")
    },
    RungCase("shape", "initialize in an array", 400, -32600) {
      $0.session("2025-03-26").post("[\(Desk.initialize("2025-03-26"))]")
    },
    RungCase("shape", "a notification without a method", 400, -32600) { $0.post(#"{"jsonrpc":"2.0"}"#) },
    RungCase("shape", "a modern response", 400, -32600) {
      $0.post(#"{"jsonrpc":"2.0","id":1,"result":{}}"#, headers: ["MCP-Protocol-Version": "2026-07-28"])
    },
    RungCase("params", "an array", 400, -32602) { $0.post(#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#) },
    RungCase("era", "a handshake where there is none", 400, -32600, options: { $0.eras = .modern }) {
      $0.post(Desk.initialize("2025-11-25"))
    },
  ]

  static let modern: [RungCase] =
    [
      RungCase("envelope", "a header alone", 400, -32602) { desk in
        var request = discover
        request.meta = nil
        return desk.send(request)
      },
      RungCase("envelope", "a modern method alone", 400, -32602) {
        $0.post(#"{"jsonrpc":"2.0","id":1,"method":"server/discover"}"#)
      },
      RungCase("envelope", "no capabilities", 400, -32602) {
        $0.send(discover.meta("io.modelcontextprotocol/clientCapabilities", nil))
      },
      RungCase("version header", "none", 400, -32020) { $0.send(discover.header("MCP-Protocol-Version", nil)) },
      RungCase("version header", "another", 400, -32020) {
        $0.send(discover.meta("io.modelcontextprotocol/protocolVersion", "v999.0.0"))
      },
      RungCase("version header", "a legacy one (MHTTP-17)", 400, -32020) {
        $0.send(discover.header("MCP-Protocol-Version", "2025-11-25"))
      },
      RungCase("version", "unknown", 400, -32022) {
        $0.send(
          discover.meta("io.modelcontextprotocol/protocolVersion", "v999.0.0").header(
            "MCP-Protocol-Version",
            "v999.0.0"
          )
        )
      },
      RungCase("method header", "none", 400, -32020) { $0.send(discover.header("Mcp-Method", nil)) },
      RungCase("method header", "another", 400, -32020) { $0.send(discover.header("Mcp-Method", "tools/list")) },
      RungCase("method header", "in capitals", 400, -32020) {
        $0.send(discover.header("Mcp-Method", "SERVER/DISCOVER"))
      },
      RungCase("name header", "none", 400, -32020) { $0.send(ModernRequest.call("echo").header("Mcp-Name", nil)) },
      RungCase("name header", "another", 400, -32020) { $0.send(ModernRequest.call("echo").header("Mcp-Name", "ask")) },
      RungCase("name header", "bad Base64", 400, -32020) {
        $0.send(ModernRequest.call("echo").header("Mcp-Name", "=?base64?ZWNobw?="))
      },
      RungCase("name header", "another URI", 400, -32020) {
        $0.send(ModernRequest("resources/read", ["uri": "doc://page"]).header("Mcp-Name", "doc://other"))
      },
      RungCase("method", "unknown", 404, -32601) { $0.send(ModernRequest("unknown/method")) },
      RungCase("method", "not offered", 404, -32601) { $0.send(ModernRequest("prompts/list")) },
      RungCase("stream for a subscription", "JSON alone", 406, -32600) {
        $0.send(ModernRequest("subscriptions/listen"), headers: ["Accept": "application/json"])
      },
      RungCase("room for a subscription", "none left", 503, -32603, options: { $0.maximumStreams = 0 }) {
        $0.send(ModernRequest("subscriptions/listen"))
      },
      RungCase("Mcp-Param", "none", 400, -32020) { $0.send(ModernRequest.call("region", ["region": "eu"])) },
      RungCase("Mcp-Param", "another", 400, -32020) {
        $0.send(ModernRequest.call("region", ["region": "eu"]).header("Mcp-Param-Region", "EU"))
      },
      RungCase("Mcp-Param", "bad Base64", 400, -32020) {
        $0.send(ModernRequest.call("region", ["region": "Hello"]).header("Mcp-Param-Region", "=?base64?SGVs!!!bG8=?="))
      },
      RungCase("values of params", "an unknown tool", 200, -32602) { $0.send(ModernRequest.call("unknown")) },
      RungCase("values of params", "a filter that is none", 200, -32602) {
        $0.send(ModernRequest("subscriptions/listen"))
      },
      RungCase("client capability", "sampling", 400, -32021) { $0.send(ModernRequest.call("need")) },
    ]
    + [
      "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "tasks/list",
      "tasks/result",
    ].map { method in
      RungCase("method", "\(method), removed", 404, -32601) { $0.send(ModernRequest(method)) }
    }

  static let legacy: [RungCase] = [
    RungCase("legacy version", "unknown", 400, -32600) {
      $0.session().post(ping, headers: ["MCP-Protocol-Version": "1900-01-01"])
    },
    RungCase("legacy version", "a modern one where there is none", 400, -32600, options: { $0.eras = .legacy }) {
      $0.send(discover)
    },
    RungCase("session id", "none", 400, -32600) { $0.post(ping) },
    RungCase("session id", "none at GET", 400, -32600) { $0.send(.GET) },
    RungCase("session id", "none at DELETE", 400, -32600) { $0.send(.DELETE) },
    RungCase("session", "unknown", 404, -32600) { $0.post(ping, headers: ["Mcp-Session-Id": "unknown"]) },
    RungCase("session", "ended", 404, -32600) { desk in
      let session = desk.session()
      _ = session.delete()
      return session.post(ping)
    },
    RungCase("room for a session", "none left", 503, -32603, options: { $0.maximumSessions = 1 }) {
      _ = $0.session()
      return $0.post(Desk.initialize("2025-11-25"))
    },
  ]
}
