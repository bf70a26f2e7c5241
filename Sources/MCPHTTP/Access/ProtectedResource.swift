import JSON
package import MCP
import NIOHTTP1
import WebServer

/// The server as an OAuth 2 protected resource: its identifier, its issuer, its scopes, and its metadata (RFC 9728).
package struct ProtectedResource: Sendable {
  /// The identifier: the public URL of the endpoint, without a slash at its end.
  package let identifier: String
  /// The issuer of access tokens.
  package let issuer: String
  /// The names of scopes.
  package let names: ScopeNames
  /// The levels that a caller without a token is told to ask for, besides the usual ones.
  package let asked: Set<AccessLevel>
  /// Whether callers see only the tools that their scopes allow.
  package let listsByScope: Bool
  /// The address of the metadata (section 3.1), which challenges name.
  package let metadataURL: String
  /// The paths of the metadata on the server: with the path of the endpoint inserted, and without.
  let metadataPaths: Set<String>

  /// Makes a resource.
  ///
  /// - Parameters:
  ///   - origin: Scheme, host and port of its public URL.
  ///   - path: The path of its public URL.
  ///   - issuer: The issuer of access tokens.
  ///   - names: The names of scopes.
  ///   - asked: Further levels to ask for at first.
  ///   - listsByScope: Whether lists depend on scopes.
  package init(
    origin: String,
    path: String,
    issuer: String,
    names: ScopeNames = ScopeNames(),
    asked: Set<AccessLevel> = [],
    listsByScope: Bool = false
  ) {
    identifier = origin + path
    self.issuer = issuer
    self.names = names
    self.asked = asked
    self.listsByScope = listsByScope
    let root = "/.well-known/oauth-protected-resource"
    metadataURL = origin + root + path
    metadataPaths = [root, root + path]
  }

  /// The levels of ordinary use, which a caller without a token is told to ask for (AUTH-05).
  ///
  /// Reading, unless there is nothing that it would allow; clients ask for more when a call needs it.
  func ordinary(_ catalog: Catalog) -> Set<AccessLevel> {
    let levels = catalog.accessLevels
    let isReadingOfUse = levels.isEmpty || levels.contains(.read) || levels.contains(.write)
    return asked.union(isReadingOfUse ? [.read] : levels)
  }

  /// Adds to a challenge what every challenge of this server tells: where its metadata are, and what to ask for.
  package func completed(_ challenge: Challenge, _ catalog: Catalog) -> Challenge {
    var challenge = challenge
    challenge.metadataURL = metadataURL
    if challenge.scopes.isEmpty { challenge.scopes = names.names(of: ordinary(catalog)) }
    return challenge
  }

  /// The levels that a principal was granted; `nil` for one that no scopes limit.
  package func granted(_ principal: Principal) -> Set<AccessLevel>? {
    principal.issuer.isEmpty ? nil : names.levels(in: principal.scopes)
  }

  /// The response with the metadata (section 3.2), which anybody may read from any page.
  func response(to head: HTTPRequestHead, _ catalog: Catalog) -> WebResponse {
    switch head.method {
    case .GET, .HEAD:
      return WebResponse(
        .ok,
        headers: [
          "Content-Type": "application/json", "Access-Control-Allow-Origin": "*",
          "Cache-Control": "public, max-age=300",
        ],
        body: head.method == .HEAD ? [] : metadata(catalog)
      )
    case .OPTIONS:
      return WebResponse(
        .noContent,
        headers: [
          "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD",
          "Access-Control-Allow-Headers": "Accept, Content-Type, MCP-Protocol-Version",
        ]
      )
    default:
      var response = WebResponse.text(.methodNotAllowed, "This page knows GET and HEAD")
      response.headers.add(name: "Allow", value: "GET, HEAD, OPTIONS")
      return response
    }
  }

  private func metadata(_ catalog: Catalog) -> [UInt8] {
    let scopes = names.names(of: ordinary(catalog).union(catalog.accessLevels))
    var metadata: JSONObject = [
      "resource": .string(identifier), "authorization_servers": [.string(issuer)],
      "scopes_supported": .array(scopes.map(JSONValue.string)), "bearer_methods_supported": ["header"],
      "resource_name": .string(catalog.server.title ?? catalog.server.name),
    ]
    metadata.append("resource_documentation", ifPresent: catalog.server.websiteURL.map(JSONValue.string))
    return JSONValue.object(metadata).json
  }
}
