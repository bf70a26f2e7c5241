import JSON

extension ProtocolProfile {
  /// Wraps a result for the version: 2026-07-28 adds its type, the server's identity and cache hints.
  func envelope(
    _ result: JSONObject,
    of catalog: Catalog,
    isCacheable: Bool = false,
    isPrivate: Bool = false,
    type: JSONValue = "complete"
  ) -> JSONObject {
    guard hasResultEnvelope else { return result }
    var result = result
    result.append("resultType", type)
    if isCacheable {
      result.append("ttlMs", .number(JSONNumber(catalog.features.cacheTTL)))
      result.append("cacheScope", catalog.features.isCachePublic && !isPrivate ? "public" : "private")
    }
    var meta = result["_meta"]?.object ?? JSONObject()
    meta.append(MetaKey.serverInfo, catalog.identity)
    result["_meta"] = .object(meta)
    return result
  }
}

/// Keys of `_meta` that the protocol itself reserves and uses (2026-07-28).
enum MetaKey {
  static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
  static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
  static let serverInfo = "io.modelcontextprotocol/serverInfo"
  static let logLevel = "io.modelcontextprotocol/logLevel"
  static let subscriptionID = "io.modelcontextprotocol/subscriptionId"
}
