package import JSON
package import JSONRPC

/// The `_meta` that describes a modern request (2026-07-28, META-03).
package struct Envelope: Sendable {
  /// The protocol version of the request, served or not.
  package let version: String
  let client: ClientCapabilities
  let logLevel: LogLevel?
  let progressToken: JSONValue?
  let meta: JSONObject

  /// Reads the envelope from a request's params; the error names a missing or malformed member (NEG-12).
  package init(_ params: JSONObject) throws(JSONRPCError) {
    guard case .object(let meta)? = params["_meta"] else {
      throw Self.missing([MetaKey.protocolVersion, MetaKey.clientCapabilities])
    }
    let absent = [MetaKey.protocolVersion, MetaKey.clientCapabilities].filter { !meta.contains($0) }
    guard absent.isEmpty else { throw Self.missing(absent) }
    guard let version = meta[MetaKey.protocolVersion]?.string else {
      throw .invalidParams("\(MetaKey.protocolVersion) must be a string")
    }
    guard let capabilities = meta[MetaKey.clientCapabilities]?.object else {
      throw .invalidParams("\(MetaKey.clientCapabilities) must be an object")
    }
    self.version = version
    self.meta = meta
    client = ClientCapabilities(capabilities, version: .v2026_07_28)
    logLevel = try Self.logLevel(meta[MetaKey.logLevel])
    progressToken = try ProgressToken.read(meta)
  }

  private static func missing(_ keys: [String]) -> JSONRPCError {
    .invalidParams(
      "Missing in params._meta: \(keys.joined(separator: ", "))",
      data: ["missing": .array(keys.map(JSONValue.string))]
    )
  }

  private static func logLevel(_ value: JSONValue?) throws(JSONRPCError) -> LogLevel? {
    guard let value, !value.isNull else { return nil }
    guard let level = value.string.flatMap(LogLevel.init) else {
      throw .invalidParams("\(MetaKey.logLevel) must be one of \(LogLevel.names)")
    }
    return level
  }
}

/// The token that links progress notifications to a request (PROG-01).
enum ProgressToken {
  static func read(_ meta: JSONObject?) throws(JSONRPCError) -> JSONValue? {
    guard let token = meta?["progressToken"], !token.isNull else { return nil }
    guard RequestID(token) != nil else { throw .invalidParams("progressToken must be a string or an integer") }
    return token
  }
}

extension LogLevel {
  /// The names of all levels, for sentences.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
