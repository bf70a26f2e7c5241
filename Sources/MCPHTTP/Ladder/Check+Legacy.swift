import MCP
import NIOHTTP1

extension Check {
  /// Without the header, the session says what is spoken; another version than the session's is let pass, for there are
  /// clients that send one.
  static func legacyVersion(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(Complaint) {
    guard let header = inspection.header("mcp-protocol-version") else { return }
    let version = ProtocolVersion(rawValue: String(header.trimmingSpace()))
    guard version?.era != .legacy else { return }
    let versions = EraSupport.legacy.versions.map(\.rawValue).joined(separator: ", ")
    throw Complaint("The header MCP-Protocol-Version names no version of this server's sessions: \(versions)")
  }

  static func sessionID(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(Complaint) {
    guard inspection.header(Session.header) == nil, !inspection.isInitialize else { return }
    throw Complaint(
      "The header \(Session.header) is missing: send initialize first, and then the id that comes with its answer"
    )
  }

  /// The id of somebody else's session is as good as none: it tells nothing about the caller.
  static func session(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(Complaint) {
    guard inspection.header(Session.header) != nil else { return }
    guard let session = endpoint.session(of: inspection) else {
      throw Complaint("There is no such session any more: send initialize without an id to begin another")
    }
    inspection.session = session
  }

  static func room(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(Complaint) {
    guard inspection.isInitialize, inspection.session == nil,
      let fullness = endpoint.sessions.fullness(for: inspection.party())
    else { return }
    let words =
      switch fullness {
      case .inAll: "The server has as many sessions as it can: try again later"
      case .ofParty:
        "This caller has \(endpoint.options.maximumSessionsOfParty) sessions, as many as one may: end one with DELETE"
      }
    throw Complaint(words, headers: ["Retry-After": "10"])
  }
}
