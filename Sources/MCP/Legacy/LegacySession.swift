import JSON
package import JSONRPC
import Synchronization

/// A conversation of 2024-11-05 … 2025-11-25: opened by `initialize`, which settles the version for all that follows.
package final class LegacySession: Sendable {
  private enum State {
    case fresh
    case open(Terms)
  }

  /// What the handshake settled, and the log level, which may be set anew.
  private struct Terms {
    let profile: ProtocolProfile
    let client: ClientCapabilities
    /// Where a client never says, it hears what is at least worth a note (LOG-02).
    var logLevel = LogLevel.info
  }

  private let store: CatalogStore
  private let sink: any MessageSink
  private let state = Mutex(State.fresh)

  package init(_ store: CatalogStore, sink: any MessageSink) {
    self.store = store
    self.sink = sink
  }

  /// The version that was settled, once it is.
  package var profile: ProtocolProfile? { terms?.profile }

  private var terms: Terms? { state.withLock { if case .open(let terms) = $0 { terms } else { nil } } }

  /// Answers a request, or says what is to be done.
  package func handle(_ request: Request) -> Handling {
    do throws(JSONRPCError) {
      return try checked(request)
    } catch {
      return .now(Reply(id: request.id, .error(error)))
    }
  }

  private func checked(_ request: Request) throws(JSONRPCError) -> Handling {
    func now(_ result: JSONObject) -> Handling { .now(Reply(id: request.id, .result(result))) }
    switch request.method {
    case "ping": return now([:])  // PING-01: before the handshake too
    case "initialize": return now(try initialize(request.params))
    default: break
    }
    guard let terms else {
      throw .invalidRequest("Send initialize first: this connection has not agreed on a protocol version")
    }
    let catalog = store.catalog
    if request.method == "logging/setLevel", catalog.features.loggingEras.contains(.legacy) {
      return now(try setLevel(request.params))
    }
    let meta = request.params["_meta"]?.object
    let notifier = Notifier(
      profile: terms.profile,
      progressToken: try ProgressToken.read(meta),
      logLevel: catalog.features.loggingEras.contains(.legacy) ? terms.logLevel : nil,
      sink: sink
    )
    let context = RequestContext(client: terms.client, meta: meta ?? JSONObject(), notifier: notifier)
    let call = MethodCall(
      id: request.id,
      params: request.params,
      catalog: catalog,
      profile: terms.profile,
      context: context,
      inputs: LegacyInputs()
    )
    guard let handling = try call.handle(request.method) else { throw .methodNotFound(request.method) }
    return handling
  }

  private func initialize(_ params: JSONObject) throws(JSONRPCError) -> JSONObject {
    guard let requested = params["protocolVersion"]?.string else {
      throw .invalidParams("initialize needs protocolVersion, a string")
    }
    guard let capabilities = params["capabilities"]?.object else {
      throw .invalidParams("initialize needs capabilities, an object")
    }
    // A modern version has no handshake, so asking for one in a handshake is met with an offer (LIFE-03, LIFE-04).
    let version = ProtocolVersion(rawValue: requested).flatMap { $0.era == .legacy ? $0 : nil } ?? .newestLegacy
    let profile = ProtocolProfile.of(version)
    let isFirst = state.withLock { state in
      guard case .fresh = state else { return false }
      state = .open(Terms(profile: profile, client: ClientCapabilities(capabilities)))
      return true
    }
    guard isFirst else { throw .invalidRequest("This connection is initialized already") }  // LIFE-09
    let catalog = store.catalog
    var result: JSONObject = [
      "protocolVersion": .string(version.rawValue), "capabilities": .object(profile.capabilities(of: catalog)),
      "serverInfo": .object(profile.json(catalog.server)),
    ]
    result.append("instructions", ifPresent: catalog.instructions.map(JSONValue.string))
    return result
  }

  private func setLevel(_ params: JSONObject) throws(JSONRPCError) -> JSONObject {
    guard let level = params["level"]?.string.flatMap(LogLevel.init) else {
      throw .invalidParams("level must be one of \(LogLevel.names)")
    }
    state.withLock { state in
      guard case .open(var terms) = state else { return }
      terms.logLevel = level
      state = .open(terms)
    }
    return [:]
  }
}
