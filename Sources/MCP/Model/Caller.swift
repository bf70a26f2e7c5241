/// The caller of a request, as the transport knows it.
package struct Caller: Sendable {
  /// Binds sealed state to its caller (MRTR-06); empty where there is only one.
  package var identity: String
  /// Tells the caller apart from others, as ``RequestContext/caller``.
  package var key: String?
  /// The authenticated caller, with the facts of its token.
  package var principal: Principal
  /// The caller's own credential for the backend, if it brought one.
  package var credential: CallerCredential?
  /// The levels whose tools are listed; `nil` for all.
  package var listed: Set<AccessLevel>?
  /// Names the party that shares bounds, as ``RequestContext/party``.
  package var party: @Sendable () -> String

  /// Makes a caller; by default the only one there is.
  package init(
    identity: String = "",
    key: String? = "",
    principal: Principal = .anybody,
    credential: CallerCredential? = nil,
    listed: Set<AccessLevel>? = nil,
    party: @escaping @Sendable () -> String = { "" }
  ) {
    self.identity = identity
    self.key = key
    self.principal = principal
    self.credential = credential
    self.listed = listed
    self.party = party
  }
}
