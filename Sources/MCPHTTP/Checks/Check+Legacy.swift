import MCP
import NIOHTTP1

extension Check {
  /// Checks that the version header, if there is one, names a legacy version.
  ///
  /// Without it the session decides; another legacy version than the session's is accepted, because some clients send
  /// one.
  static func legacyVersion(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let header = inspection.header(.protocolVersion) else { return }
    let version = ProtocolVersion(rawValue: String(header.trimmingSpace()))
    guard version?.era != .legacy else { return }
    let versions = EraSupport.legacy.versions.map(\.rawValue).joined(separator: ", ")
    throw RequestRefusal("The header MCP-Protocol-Version names no version of this server's sessions: \(versions)")
  }

  static func sessionID(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard inspection.header(.session) == nil, !inspection.isInitialize else { return }
    throw RequestRefusal(
      "The header \(Session.header) is missing: send initialize first, and then the id that comes with its answer"
    )
  }

  /// Finds the session; an id of another caller's session is treated like an unknown one, and reveals nothing.
  static func session(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard inspection.header(.session) != nil else { return }
    guard let session = endpoint.session(of: inspection) else {
      throw RequestRefusal("There is no such session any more: send initialize without an id to begin another")
    }
    inspection.session = session
  }

  static func room(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard inspection.isInitialize, inspection.session == nil,
      let fullness = endpoint.sessions.fullness(for: inspection.party())
    else { return }
    let words =
      switch fullness {
      case .inAll: "The server has as many sessions as it can: try again later"
      case .ofParty:
        "This caller has \(endpoint.options.maximumSessionsOfParty) sessions, as many as one may: end one with DELETE"
      }
    throw RequestRefusal(words, headers: ["Retry-After": "10"])
  }
}
