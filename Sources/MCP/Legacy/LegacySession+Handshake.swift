import JSON
import JSONRPC
import Synchronization

extension LegacySession {
  /// Handles `initialize`: negotiates the version and declares the capabilities.
  func initialize(_ params: JSONObject) throws(JSONRPCError) -> JSONObject {
    guard let requested = params["protocolVersion"]?.string else {
      throw .invalidParams("initialize needs protocolVersion, a string")
    }
    guard let capabilities = params["capabilities"]?.object else {
      throw .invalidParams("initialize needs capabilities, an object")
    }
    // A modern version has no handshake, so a request for one gets a counter-offer (LIFE-03, LIFE-04).
    let version = ProtocolVersion(rawValue: requested).flatMap { $0.era == .legacy ? $0 : nil } ?? .newestLegacy
    let profile = ProtocolProfile.of(version)
    let isFirst = state.withLock { state in
      guard case .fresh = state else { return false }
      state = .open(Terms(profile: profile, client: ClientCapabilities(capabilities, version: version)))
      return true
    }
    guard isFirst else { throw .invalidRequest("This connection is initialized already") }  // LIFE-09
    let catalog = store.catalog
    var result: JSONObject = [
      "protocolVersion": .string(version.rawValue), "capabilities": .object(profile.capabilities(of: catalog)),
      "serverInfo": .object(profile.json(catalog.server)),
    ]
    result.append("instructions", ifPresent: catalog.features.instructions.map(JSONValue.string))
    return result
  }

  /// Handles `logging/setLevel` (LOG-01).
  func setLevel(_ call: MethodCall) throws(JSONRPCError) -> JSONObject {
    guard let level = LogLevel(rawValue: try call.string("level")) else {
      throw .invalidParams("level must be one of \(LogLevel.names)")
    }
    change { $0.logLevel = level }
    return [:]
  }
}
