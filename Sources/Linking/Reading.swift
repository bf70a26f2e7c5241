package import MCP
package import WebServer

/// The rule by which people who sign in at the callers' issuer read the pages beside the endpoint.
package struct Reading: Sendable {
  /// The decision on an access token.
  package enum Verdict: Sendable {
    case admitted(Principal)
    /// The token opens nothing here; the reason and the next step, in sentences.
    case refused(String)
    /// The token cannot be checked for now; the sign-in may be repeated after some seconds.
    case unavailable(retryAfter: Int)
  }

  /// The issuer of callers' tokens.
  let issuer: String
  /// The identifier of the server at the issuer (RFC 8707).
  let resource: String
  /// The scopes of the server to ask for.
  let scopes: @Sendable () -> [String]
  /// Decides on an access token as on that of a call.
  let verdict: @Sendable (_ token: String, _ peer: Peer) async -> Verdict

  /// Makes a rule.
  ///
  /// - Parameters:
  ///   - issuer: The issuer of callers' tokens.
  ///   - resource: The identifier of the server at the issuer.
  ///   - scopes: The scopes of the server to ask for.
  ///   - verdict: Decides on an access token as on that of a call.
  package init(
    issuer: String,
    resource: String,
    scopes: @escaping @Sendable () -> [String],
    verdict: @escaping @Sendable (_ token: String, _ peer: Peer) async -> Verdict
  ) {
    (self.issuer, self.resource, self.scopes, self.verdict) = (issuer, resource, scopes, verdict)
  }
}
