import JSON
import ProcessEnvironment

/// The parameters of `initialize` with which an entry is tried.
enum ClientHello {
  /// The version of the protocol that is asked for.
  static let protocolVersion = "2025-11-25"

  static let parameters: JSONObject = [
    "protocolVersion": .string(protocolVersion), "capabilities": [:],
    "clientInfo": ["name": "nethesis-mcp install", "version": .string(Version.current)],
  ]
}
