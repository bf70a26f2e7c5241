package import MCPHTTP

/// Settings of the portal.
package struct PortalOptions: Sendable {
  /// The path of the MCP endpoint, whose folder the portal is in.
  package var endpoint = "/mcp"
  /// Whether the endpoint is served there, and not the portal alone.
  package var hasEndpoint = true
  /// The URL by which others reach the endpoint; `nil` for that of the request.
  package var publicURL: String?
  /// The rule that decides who may read; `nil` if everybody may.
  package var access: (any AccessRule)?
  /// Adds to a challenge what every challenge of the server tells.
  package var completed: @Sendable (Challenge) -> Challenge = { $0 }
  /// The sign-in of people at the issuer of access tokens; `nil` if they can only type a token.
  package var signIn: PortalSignIn?
  /// Whether only this machine reaches the listener, by no proxy, so that readers may see diagnostics.
  package var isLocal = false
  /// The state of the backend in words, for readers on this machine.
  package var backendState: @Sendable () -> String? = { nil }
  /// Takes what whoever runs the server should know.
  package var note: @Sendable (String) -> Void = { _ in }

  package init() {}

  /// The folder of the endpoint, with a slash at its end.
  var folder: String {
    String(endpoint[..<(endpoint.lastIndex(of: "/").map(endpoint.index(after:)) ?? endpoint.endIndex)])
  }

  var isSecure: Bool { publicURL?.hasPrefix("https://") == true }
}
