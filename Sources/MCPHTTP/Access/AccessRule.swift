/// The rule that decides which callers may use the server.
package protocol AccessRule: Sendable {
  /// Whether everybody may; the server then listens only on addresses that others cannot reach.
  var isOpen: Bool { get }

  /// Decides on a request, each time anew (HTTP-15).
  ///
  /// - Parameter token: The bearer token of the request; `nil` if there is none.
  /// - Returns: The caller, or the challenge for a refused request.
  func admit(bearer token: Substring?) -> Admission
}

/// The decision of an access rule.
package enum Admission: Sendable {
  case admitted(Principal)
  case refused(Challenge)
}

/// The challenge in `WWW-Authenticate` for a refused request (RFC 6750 section 3).
package struct Challenge: Sendable, Hashable {
  /// The header's value.
  package let header: String

  /// Asks for a missing token, without an error code (AUTH-14).
  package static let missingToken = Challenge(header: "Bearer")
  /// Reports an invalid token.
  package static let invalidToken = Challenge(header: #"Bearer error="invalid_token""#)
}

/// The authenticated caller, to which sessions, limits and sealed states are bound.
package struct Principal: Sendable, Hashable {
  /// A text that is unique per caller and reveals no credential.
  package let identity: String

  /// Makes a principal.
  package init(_ identity: String) { self.identity = identity }

  /// The identity; `nil` if the caller has none.
  var caller: String? { identity.isEmpty ? nil : identity }

  /// The same caller combined with a credential for the backend, represented by its digest.
  func with(credentialDigest: String) -> Principal { Principal("\(identity)/\(credentialDigest)") }
}

/// Admits everybody: for servers that only this machine can reach.
package struct OpenAccess: AccessRule {
  /// Makes the rule.
  package init() {}

  package var isOpen: Bool { true }

  package func admit(bearer token: Substring?) -> Admission { .admitted(Principal("")) }
}

extension AccessRule where Self == OpenAccess {
  /// Admits everybody.
  package static var open: OpenAccess { OpenAccess() }
}
