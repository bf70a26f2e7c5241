package import MCP
package import WebServer

/// The rule that decides which callers may use the server.
package protocol AccessRule: Sendable {
  /// Whether everybody may; the server then listens only on addresses that others cannot reach.
  var isOpen: Bool { get }

  /// The server as a protected resource; `nil` if no issuer has tokens for it.
  var resource: ProtectedResource? { get }

  /// Decides on a request, each time anew (HTTP-15).
  ///
  /// - Parameter token: The bearer token of the request; `nil` if there is none.
  /// - Returns: The decision, or the work that leads to one.
  func admit(bearer token: Substring?) -> AccessDecision

  /// Decides on a request by all that it says about its caller; by default by its token alone.
  func admit(_ credentials: BearerCredentials, from peer: Peer) -> AccessDecision
}

extension AccessRule {
  package var resource: ProtectedResource? { nil }

  package func admit(_ credentials: BearerCredentials, from peer: Peer) -> AccessDecision {
    admit(bearer: credentials.token)
  }
}

/// A decision of an access rule.
///
/// A decision that needs no wait is made on the thread of the connection: an asynchronous call would take every request
/// off it, though hardly any has to wait.
package enum AccessDecision: Sendable {
  case now(Admission)
  case later(@Sendable () async -> Admission)

  /// Admits a caller at once.
  package static func admitted(_ principal: Principal) -> AccessDecision { .now(.admitted(principal)) }

  /// Refuses a request at once.
  package static func refused(_ challenge: Challenge) -> AccessDecision { .now(.refused(challenge)) }
}

/// The outcome of a decision.
package enum Admission: Sendable {
  case admitted(Principal)
  case refused(Challenge)
  /// The token cannot be checked for now; the request may be repeated after some seconds.
  case unavailable(retryAfter: Int)
  /// The caller's network has sent too many bad tokens; the request may be repeated after some seconds.
  case limited(retryAfter: Int)
}

/// Admits everybody: for servers that only this machine can reach.
package struct OpenAccess: AccessRule {
  /// Makes the rule.
  package init() {}

  /// True: nobody is refused.
  package var isOpen: Bool { true }

  /// Admits anybody, whatever the token.
  package func admit(bearer token: Substring?) -> AccessDecision { .admitted(.anybody) }
}

/// Admits nobody: for servers whose callers another rule knows.
package struct ClosedAccess: AccessRule {
  package var isOpen: Bool { false }

  package func admit(bearer token: Substring?) -> AccessDecision {
    .refused(token == nil ? .missingToken : .invalidToken)
  }
}

extension AccessRule where Self == ClosedAccess {
  /// Admits nobody.
  package static var nobody: ClosedAccess { ClosedAccess() }
}

extension AccessRule where Self == OpenAccess {
  /// Admits everybody.
  package static var open: OpenAccess { OpenAccess() }
}
