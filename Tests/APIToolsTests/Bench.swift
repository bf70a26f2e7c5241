import APITools
import JSON
import JSONRPC
import MCP
import OpenAPI
@testable import Operations
import Schemas

/// Tools of a document, called as a client calls them.
struct Bench {
  let tools: APITools
  let backend: StubBackend
  /// What callers bring along.
  var callerCredential: CallerCredential?
  /// Who calls.
  var principal = Principal.anybody

  init(tools: APITools, backend: StubBackend) {
    self.tools = tools
    self.backend = backend
  }

  /// The tools of a document given as text; without one, of the document that is shipped.
  init(
    _ text: String? = nil,
    base: String = "https://api.example/base",
    backend: StubBackend = StubBackend(),
    credentials: StubCredentials = StubCredentials(),
    options: APITools.Options = APITools.Options()
  ) throws {
    let overlays = text == nil ? [try Overlay(reading: Schemas.overlay.text)] : []
    let document = try APIDocument(reading: text ?? Schemas.openAPI.text, overlays: overlays)
    self.backend = backend
    tools = APITools(document, base: try BaseURL(base), backend: backend, credentials: credentials, options: options)
    (options.approval as? any CarriedApproval)?.operations.serve(tools)
  }

  /// The tools of a document that has one operation.
  init(
    operation: String,
    path: String = "/things",
    method: String = "get",
    rest: String = "",
    backend: StubBackend = StubBackend(),
    credentials: StubCredentials = StubCredentials(),
    options: APITools.Options = APITools.Options()
  ) throws {
    let text = """
      {"openapi": "3.1.1", "info": {"title": "T", "version": "1"},
       "paths": {"\(path)": {"\(method)": \(operation)}} \(rest)}
      """
    try self.init(text, backend: backend, credentials: credentials, options: options)
  }

  func schema(of tool: String) -> JSONObject {
    tools.tools.first { $0.name == tool }?.inputSchema ?? [:]
  }

  var store: CatalogStore {
    CatalogStore(
      Catalog(
        server: Implementation(name: "bench", version: "1"),
        tools: tools.tools,
        resourceTemplates: tools.resourceTemplates
      )
    )
  }

  /// The answer to a request of 2026-07-28.
  func ask(_ method: String, _ params: JSONObject = [:], meta: JSONObject = [:]) async -> JSONValue {
    var params = params
    let envelope: JSONObject = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    params["_meta"] = .object(JSONObject(envelope.members + meta.members))
    return await Self.answer(method, params, of: store, credential: callerCredential, principal: principal)
  }

  /// The answer to a request that has its envelope.
  static func answer(
    _ method: String,
    _ params: JSONObject,
    of store: CatalogStore,
    credential: CallerCredential? = nil,
    principal: Principal = .anybody
  ) async -> JSONValue {
    let request = Request(id: .string("r"), method: method, params: params)
    guard let envelope = try? Envelope(request.params) else { return .null }
    let dispatcher = ModernDispatcher(store, eras: .dual)
    let reply: Reply
    let caller = Caller(key: principal.key.isEmpty ? nil : principal.key, principal: principal, credential: credential)
    switch dispatcher.handle(request, envelope, sink: Silence(), caller: caller) {
    case .now(let answer): reply = answer
    case .later(let pending): reply = await pending.reply()
    }
    return (try? JSONParser.parse(reply.bytes)) ?? .null
  }

  /// The result of a call of the only tool, or of that name.
  func call(_ tool: String? = nil, _ arguments: JSONObject = [:], meta: JSONObject = [:]) async -> JSONValue {
    let name = tool ?? tools.tools.first?.name ?? ""
    return await ask("tools/call", ["name": .string(name), "arguments": .object(arguments)], meta: meta)["result"]
      ?? .null
  }

  /// The text of a result that is a failure.
  func failure(_ tool: String? = nil, _ arguments: JSONObject = [:]) async -> String? {
    let result = await call(tool, arguments)
    return result["isError"] == true ? result["content"]?.array?.first?["text"]?.string : nil
  }
}

private struct Silence: MessageSink {
  func send(_ message: [UInt8]) {}
}
