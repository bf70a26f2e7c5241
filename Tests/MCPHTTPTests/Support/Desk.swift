import JSON
import JSONRPC
import MCP
import NIOCore
import NIOHTTP1
import WebServer

@testable import MCPHTTP

/// An endpoint without a socket, and what clients send to it.
struct Desk {
  let endpoint: Endpoint
  let gate: Gate

  init(
    access: any AccessRule = .open,
    options change: (inout HTTPServerOptions) -> Void = { _ in }
  ) {
    var options = HTTPServerOptions()
    change(&options)
    gate = Gate()
    endpoint = Endpoint(Sample.store(gate), options: options, access: access)
  }

  static let headers: HTTPHeaders = [
    "Host": "127.0.0.1:8722", "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
  ]

  /// Sends a request; headers replace the usual ones of their name, and empty ones remove them.
  func send(
    _ method: HTTPMethod,
    _ body: String = "",
    headers changes: HTTPHeaders = [:],
    uri: String = "/mcp"
  ) -> RecordedExchange {
    var headers = Self.headers
    for change in changes { headers.remove(name: change.name) }
    for change in changes where !change.value.isEmpty { headers.add(name: change.name, value: change.value) }
    let exchange = RecordedExchange()
    let head = HTTPRequestHead(version: .http1_1, method: method, uri: uri, headers: headers)
    guard let consumer = endpoint.handle(head, exchange) else { return exchange }
    consumer.take(body.utf8.count <= consumer.limit ? ByteBuffer(string: body) : nil)
    return exchange
  }

  func post(_ body: String, headers: HTTPHeaders = [:]) -> RecordedExchange { send(.POST, body, headers: headers) }
}

/// A request of 2026-07-28, right unless a test changes it.
struct ModernRequest {
  var id: JSONValue = 1
  var method = "server/discover"
  var params = JSONObject()
  var meta: JSONObject? = [
    "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
  ]
  var headers: HTTPHeaders = ["MCP-Protocol-Version": "2026-07-28"]

  init(_ method: String = "server/discover", _ params: JSONObject = [:], id: JSONValue = 1) {
    self.id = id
    self.method = method
    self.params = params
    headers.add(name: "Mcp-Method", value: method)
    if let name = (params["name"] ?? params["uri"])?.string { headers.add(name: "Mcp-Name", value: name) }
  }

  static func call(_ tool: String, _ arguments: JSONObject = [:]) -> ModernRequest {
    ModernRequest("tools/call", ["name": .string(tool), "arguments": .object(arguments)])
  }

  /// The same with a header changed, or taken away.
  func header(_ name: String, _ value: String?) -> ModernRequest {
    var copy = self
    copy.headers.remove(name: name)
    if let value { copy.headers.add(name: name, value: value) }
    return copy
  }

  func meta(_ name: String, _ value: JSONValue?) -> ModernRequest {
    var copy = self
    copy.meta?[name] = value
    return copy
  }

  var body: String {
    var params = params
    params.append("_meta", ifPresent: meta.map(JSONValue.object))
    let message: JSONObject = [
      "jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params),
    ]
    return JSONValue.object(message).description
  }
}

extension Desk {
  func send(_ request: ModernRequest, headers: HTTPHeaders = [:]) -> RecordedExchange {
    var all = request.headers
    for header in headers { all.replaceOrAdd(name: header.name, value: header.value) }
    return post(request.body, headers: all)
  }

  /// Opens a session and says that the client is ready.
  func session(
    _ version: String = "2025-11-25",
    capabilities: String = #"{"elicitation":{}}"#,
    headers: HTTPHeaders = [:]
  ) -> ClientSession {
    let body = Self.initialize(version, capabilities: capabilities)
    let id = post(body, headers: headers).headers.first(name: "mcp-session-id") ?? "none"
    var all = headers
    all.add(name: "Mcp-Session-Id", value: id)
    let session = ClientSession(desk: self, id: id, headers: all)
    _ = session.post(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
    return session
  }

  static func initialize(_ version: String, capabilities: String = "{}") -> String {
    """
    {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\(version)",\
    "capabilities":\(capabilities),"clientInfo":{"name":"test","version":"1"}}}
    """
  }
}

/// The client's side of a session.
struct ClientSession {
  let desk: Desk
  let id: String
  let headers: HTTPHeaders

  func post(_ body: String, headers more: HTTPHeaders = [:]) -> RecordedExchange {
    desk.post(body, headers: headers + more)
  }

  func call(_ tool: String, id: Int = 1, _ rest: String = "") -> RecordedExchange {
    post(#"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(tool)"\#(rest)}}"#)
  }

  func get(after last: String? = nil) -> RecordedExchange {
    var headers = headers
    headers.add(name: "Accept", value: "text/event-stream")
    if let last { headers.add(name: "Last-Event-ID", value: last) }
    return desk.send(.GET, headers: headers)
  }

  func delete() -> RecordedExchange { desk.send(.DELETE, headers: headers) }
}

extension HTTPHeaders {
  static func + (left: HTTPHeaders, right: HTTPHeaders) -> HTTPHeaders {
    var all = left
    all.add(contentsOf: right)
    return all
  }
}
