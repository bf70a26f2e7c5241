import JSON

extension ProtocolProfile {
  /// A result with what its version wants around it: in 2026-07-28 its type, the server's identity and cache hints.
  func envelope(
    _ result: JSONObject,
    of catalog: Catalog,
    isCacheable: Bool = false,
    type: JSONValue = "complete"
  ) -> JSONObject {
    guard hasResultEnvelope else { return result }
    var result = result
    result.append("resultType", type)
    if isCacheable {
      result.append("ttlMs", .number(JSONNumber(catalog.features.cacheTTL)))
      result.append("cacheScope", catalog.features.isCachePublic ? "public" : "private")
    }
    var meta = result["_meta"]?.object ?? JSONObject()
    meta.append(MetaKey.serverInfo, catalog.identity)
    result["_meta"] = .object(meta)
    return result
  }
}

/// The reserved keys of `_meta` that the protocol itself uses (2026-07-28).
enum MetaKey {
  static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
  static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
  static let serverInfo = "io.modelcontextprotocol/serverInfo"
  static let logLevel = "io.modelcontextprotocol/logLevel"
  static let subscriptionID = "io.modelcontextprotocol/subscriptionId"
}
