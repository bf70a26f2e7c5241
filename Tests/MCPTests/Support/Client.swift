import JSON
import JSONRPC
import MCP
import Testing

/// A client of one version, which speaks to a server of its own in the era of that version.
struct Client: Sendable {
  let version: ProtocolVersion
  let store: CatalogStore
  /// What the server says beside answers.
  let sink: Collector
  let session: LegacySession
  let dispatcher: ModernDispatcher
  var capabilities: JSONObject
  /// Members of every modern request's `_meta`.
  var meta: JSONObject = [:]

  /// Makes a client that has not said anything yet.
  init(
    _ version: ProtocolVersion,
    _ catalog: Catalog = Sample.catalog(),
    capabilities: JSONObject = [:],
    sealer: StateSealer = StateSealer(),
    clock: any Clock<Duration> = ContinuousClock(),
    maximumSubscriptions: Int = 100
  ) {
    self.version = version
    self.capabilities = capabilities
    store = CatalogStore(catalog)
    sink = Collector(version)
    session = LegacySession(store, sink: sink, clock: clock)
    dispatcher = ModernDispatcher(
      store,
      eras: .dual,
      sealer: sealer,
      maximumSubscriptions: maximumSubscriptions
    )
  }

  /// A client that has done what its version begins with.
  static func started(
    _ version: ProtocolVersion,
    _ catalog: Catalog = Sample.catalog(),
    capabilities: JSONObject = [:],
    clock: any Clock<Duration> = ContinuousClock()
  ) async throws -> Client {
    let client = Client(version, catalog, capabilities: capabilities, clock: clock)
    if version.era == .legacy {
      _ = try await client.initialize()
      client.notify("notifications/initialized")
    }
    return client
  }

  @discardableResult
  func initialize() async throws -> JSONValue {
    let info: JSONObject = ["name": "c", "version": "1"]
    return try await call(
      "initialize",
      [
        "protocolVersion": .string(version.rawValue), "capabilities": .object(capabilities),
        "clientInfo": .object(info),
      ]
    )
  }

  func notify(_ method: String, _ params: JSONObject = [:]) {
    session.handle(Notification(method: method, params: params))
  }

  /// Sends a request and gives the whole answer.
  @discardableResult
  func call(
    _ method: String,
    _ params: JSONObject = [:],
    id: RequestID = .string("r"),
    principal: String = ""
  ) async throws -> JSONValue {
    let reply =
      switch handle(method, params, id: id, principal: principal) {
      case .now(let reply): reply
      case .later(let request): await request.reply()
      }
    return try #require(checked(reply.bytes, version: version, method: method))
  }

  /// What becomes of a request, without doing it.
  func handle(
    _ method: String,
    _ params: JSONObject = [:],
    id: RequestID = .string("r"),
    principal: String = ""
  ) -> Handling {
    var params = params
    guard version.era == .modern else {
      return session.handle(Request(id: id, method: method, params: params), sink: sink)
    }
    var meta: JSONObject = [
      "io.modelcontextprotocol/protocolVersion": .string(version.rawValue),
      "io.modelcontextprotocol/clientCapabilities": .object(capabilities),
    ]
    for member in self.meta { meta[member.name] = member.value }
    for member in params["_meta"]?.object ?? [:] { meta[member.name] = member.value }
    params["_meta"] = .object(meta)
    return dispatcher.handle(Request(id: id, method: method, params: params), sink: sink, principal: principal)
  }

  /// Answers a request of the server.
  func respond(to request: JSONValue, _ result: JSONValue) throws {
    try receive(["jsonrpc": "2.0", "id": #require(request["id"]), "result": result])
  }

  /// Takes a response as it comes from the wire.
  func receive(_ value: JSONValue) throws {
    guard case .response(let response) = try Message(value) else {
      Issue.record("no response")
      return
    }
    session.handle(response)
  }

  /// The text of the first content item that a tool answers.
  func text(of tool: String, _ params: JSONObject = [:]) async throws -> String? {
    var params = params
    params["name"] = .string(tool)
    return try await call("tools/call", params)["result"]?["content"]?.array?.first?["text"]?.string
  }
}
