package import MCP

/// The facts of a token that has been verified.
package struct VerifiedToken: Sendable, Hashable {
  /// The issuer.
  package let issuer: String
  /// The subject; `nil` if the token names none.
  package let subject: String?
  /// The OAuth client; `nil` if the token names none.
  package let clientID: String?
  /// Whether a program calls for itself: the token names no subject, or the client as its own (RFC 9068 section 2.2).
  package let isMachine: Bool
  /// The scopes.
  package let scopes: Set<String>
  /// The end of its life, in seconds since 1970; `nil` if an issuer that was asked did not say.
  package let expiry: Int?
  /// The caller whom they name, made once for all requests with the token; `nil` if they name nobody.
  package let principal: Principal?

  /// Takes the facts.
  init(issuer: String, subject: String?, clientID: String?, isMachine: Bool, scopes: Set<String>, expiry: Int?) {
    (self.issuer, self.subject, self.clientID) = (issuer, subject, clientID)
    (self.isMachine, self.scopes, self.expiry) = (isMachine, scopes, expiry)
    principal = Principal(
      issuer: issuer,
      kind: isMachine ? .machine : .person,
      subject: subject,
      clientID: clientID,
      scopes: scopes,
      expiry: expiry
    )
  }
}
