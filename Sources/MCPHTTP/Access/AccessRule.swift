/// Who may use the server.
package protocol AccessRule: Sendable {
  /// Whether everybody may: then the server listens on no address that others can reach.
  var isOpen: Bool { get }

  /// Decides on a request, every time anew (HTTP-15).
  ///
  /// - Parameter token: What stood behind `Bearer` in the request; `nil` if it brought nothing of that kind.
  /// - Returns: Who the caller is, or what its request lacks.
  func admit(bearer token: Substring?) -> Admission
}

/// What an access rule decides.
package enum Admission: Sendable {
  case admitted(Principal)
  case refused(Challenge)
}

/// What a request lacks, as `WWW-Authenticate` says it (RFC 6750 section 3).
package struct Challenge: Sendable, Hashable {
  /// The header's value.
  package let header: String

  /// Asks for a token where there was none: without an error, for there was none (AUTH-14).
  package static let missingToken = Challenge(header: "Bearer")
  /// Says that a token was bad.
  package static let invalidToken = Challenge(header: #"Bearer error="invalid_token""#)
}

/// Who a request comes from: what sessions, limits and sealed states are bound to.
package struct Principal: Sendable, Hashable {
  /// Differs between callers, and reveals no credential.
  package let identity: String

  package init(_ identity: String) { self.identity = identity }

  /// What tells the caller apart from others; `nil` if nothing does.
  var caller: String? { identity.isEmpty ? nil : identity }

  /// The same caller with a credential for the backend, by a digest of it.
  func with(credentialDigest: String) -> Principal { Principal("\(identity)/\(credentialDigest)") }
}

/// Lets everybody in: for servers that only this machine can reach.
package struct OpenAccess: AccessRule {
  package init() {}

  package var isOpen: Bool { true }

  package func admit(bearer token: Substring?) -> Admission { .admitted(Principal("")) }
}

extension AccessRule where Self == OpenAccess {
  /// Lets everybody in.
  package static var open: OpenAccess { OpenAccess() }
}
