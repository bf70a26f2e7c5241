package import MCP

/// The rule that decides which callers may use the server.
package protocol AccessRule: Sendable {
  /// Whether everybody may; the server then listens only on addresses that others cannot reach.
  var isOpen: Bool { get }

  /// Decides on a request, each time anew (HTTP-15).
  ///
  /// - Parameter token: The bearer token of the request; `nil` if there is none.
  /// - Returns: The decision, or the work that leads to one.
  func admit(bearer token: Substring?) -> AccessDecision
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

extension AccessRule where Self == OpenAccess {
  /// Admits everybody.
  package static var open: OpenAccess { OpenAccess() }
}
