import ConformanceServer
import JSON
import JSONRPC
import MCP
import Testing

/// A client of one version that talks to fixtures of its own, in process and in the era of its version.
///
/// Each request has a stream of its own, as over HTTP; what comes on it is kept with the answer.
struct Client: Sendable {
  /// The versions that the suite scores, and the one before them.
  static let versions: [ProtocolVersion] = [.v2025_06_18, .v2025_11_25, .v2026_07_28]
  static let legacyVersions = versions.filter { $0.era == .legacy }

  let version: ProtocolVersion
  var capabilities: JSONObject
  let store: CatalogStore
  /// What the server says that belongs to no request.
  let told: Transcript
  private let session: LegacySession
  let dispatcher: ModernDispatcher

  /// Makes a client that has said nothing yet.
  init(_ version: ProtocolVersion, capabilities: JSONObject = Willing.capabilities) {
    self.version = version
    self.capabilities = capabilities
    store = Fixtures.store()
    told = Transcript(version) { _ in Issue.record("a question that belongs to no request") }
    session = LegacySession(store, sink: told)
    dispatcher = ModernDispatcher(store, eras: .dual)
  }

  /// A client that has done what its version begins with.
  static func ready(
    _ version: ProtocolVersion,
    capabilities: JSONObject = Willing.capabilities
  ) async throws -> Client {
    let client = Client(version, capabilities: capabilities)
    if version.era == .legacy {
      try await client.initialize()
      client.session.handle(Notification(method: "notifications/initialized"))
    }
    return client
  }

  @discardableResult
  func initialize() async throws -> Exchange {
    let params: JSONObject = [
      "protocolVersion": .string(version.rawValue), "capabilities": .object(capabilities),
      "clientInfo": ["name": "client", "version": "1"],
    ]
    return try await call("initialize", params)
  }

  /// Sends a request and waits for its answer.
  @discardableResult
  func call(_ method: String, _ params: JSONObject = [:], id: RequestID = .string("request")) async throws -> Exchange {
    let stream = stream()
    return try await call(method, params, id: id, on: stream)
  }

  /// Sends a request whose stream is already looked at.
  func call(_ method: String, _ params: JSONObject, id: RequestID, on stream: Transcript) async throws -> Exchange {
    let handling =
      switch version.era {
      case .legacy: session.handle(Request(id: id, method: method, params: params), sink: stream)
      case .modern: dispatcher.handle(Request(id: id, method: method, params: enveloped(params)), sink: stream)
      }
    let reply =
      switch handling {
      case .now(let reply): reply
      case .later(let request): await request.reply()
      }
    let answer = try #require(Transcript.judged(reply.bytes, version, method: method))
    #expect(answer["id"] == id.json)
    return Exchange(answer: answer, messages: stream.messages)
  }

  /// Sends a request of a modern client as it is, without an envelope around it.
  func callBare(_ method: String, _ params: JSONObject) throws -> JSONValue {
    let request = Request(id: .string("request"), method: method, params: params)
    guard case .now(let reply) = dispatcher.handle(request, sink: stream()) else {
      throw Unexpected(description: "\(method) was found to be in order")
    }
    return try #require(Transcript.judged(reply.bytes, version, method: method))
  }

  /// Makes a stream for the messages of one request.
  func stream() -> Transcript { Transcript(version) { [session] in session.handle($0) } }

  private func enveloped(_ params: JSONObject) -> JSONObject {
    var meta: JSONObject = [
      "io.modelcontextprotocol/protocolVersion": .string(version.rawValue),
      "io.modelcontextprotocol/clientCapabilities": .object(capabilities),
    ]
    for member in params["_meta"]?.object ?? [:] { meta[member.name] = member.value }
    var params = params
    params["_meta"] = .object(meta)
    return params
  }
}

/// The answer to a request, and what was sent before it.
struct Exchange {
  let answer: JSONValue
  let messages: [JSONValue]

  var result: JSONValue? { answer["result"] }
  var errorCode: Int? { answer["error"]?["code"]?.int }
  /// The methods of the messages, in their order.
  var methods: [String] { messages.compactMap { $0["method"]?.string } }
  var content: [JSONValue] { result?["content"]?.array ?? [] }
  /// The text of the first content item.
  var text: String? { content.first?["text"]?.string }
}

/// What a test did not reckon with.
struct Unexpected: Error, CustomStringConvertible {
  let description: String
}
