import JSON
import JSONRPC
import MCP
import NIOHTTP1

extension Check {
  /// Checks that the caller's scopes allow the message, before anything of a response is sent (AUTH-06).
  static func scope(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let resource = endpoint.access.resource, let granted = resource.granted(inspection.principal) else { return }
    let catalog = endpoint.store.catalog
    var missing: Set<AccessLevel> = []
    for case .message(.request(let request)) in inspection.elements {
      missing.formUnion(missingLevels(for: request, granted, resource, catalog))
    }
    guard !missing.isEmpty else { return }
    let names = resource.names.names(of: missing)
    let sentence = "This needs the scope \(names.joined(separator: " ")), which the access token does not have"
    // Clients of older versions replace their scopes by those that they are told, instead of adding to them.
    let told = inspection.era == .modern ? missing : missing.union(granted)
    let challenge = Challenge(
      error: .insufficientScope,
      scopes: resource.names.names(of: told),
      metadataURL: resource.metadataURL,
      explanation: sentence
    )
    throw RequestRefusal(sentence, headers: ["WWW-Authenticate": challenge.header])
  }

  /// The levels that a request needs and the caller was not granted; lists need none.
  private static func missingLevels(
    for request: Request,
    _ granted: Set<AccessLevel>,
    _ resource: ProtectedResource,
    _ catalog: Catalog
  ) -> Set<AccessLevel> {
    switch Method(rawValue: request.method) {
    case .callTool:
      guard let access = request.params["name"]?.string.flatMap(catalog.access) else { return [] }
      guard let level = access.level(of: request.params["arguments"]?.object ?? [:]) else {
        return granted.isEmpty ? resource.ordinary(catalog) : []
      }
      return level.grantedBy.isDisjoint(with: granted) ? [level] : []
    // Documentation is for every caller with any of the scopes.
    case .readResource, .subscribe, .getPrompt, .complete: return granted.isEmpty ? resource.ordinary(catalog) : []
    default: return []
    }
  }
}
