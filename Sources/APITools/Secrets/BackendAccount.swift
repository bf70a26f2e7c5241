/// The account that presented credentials open at a backend, for which wrong secrets are counted.
///
/// A signed token is known by its issuer and subject, so that a refreshed one counts on; user names likewise. Any other
/// credential is known by itself and by the place where it is configured, so that neither a new token in the same place
/// nor the same token in another place begins a new count. Tokens of callers have no such place.
///
/// Anybody can write a token that claims somebody else's subject. So one of a caller is counted for its subject only once
/// the backend has accepted it: until then it counts for itself, and together with all others that claim the same.
struct BackendAccount: Sendable, Hashable {
  /// Texts that identify the account, each with a count of its own.
  ///
  /// They may hold a credential: keep digests only.
  let identities: [String]
  /// Texts that identify the account if the backend accepts what is claimed: their counts hold for it, and it is counted
  /// there if a response shows that.
  let claimed: [String]

  /// Identifies the account of some credentials.
  ///
  /// - Parameters:
  ///   - origin: The origin of the backend.
  ///   - credentials: The credentials, with the places where they are configured; `nil` for those of callers.
  ///   - isAccepted: Tells whether the backend has accepted a token before.
  init(
    origin: String,
    _ credentials: [(credential: ShownCredential, place: String?)],
    isAccepted: (_ token: String) -> Bool = { _ in false }
  ) {
    let own = credentials.map { credential, place in credential.identities(configuredAt: place, isAccepted) }
    let known = own.flatMap { $0.known + $0.local.map { "\(origin)\n\($0)" } }
    identities = known.isEmpty ? ["\(origin)\nanonymous"] : known
    claimed = own.flatMap(\.claimed)
  }
}

extension ShownCredential {
  fileprivate func identities(
    configuredAt place: String?,
    _ isAccepted: (String) -> Bool
  ) -> (known: [String], local: [String], claimed: [String]) {
    if let user { return ([], ["user\n\(user)"], []) }
    guard let token else { return ([], [], []) }
    // Tokens and subjects are the same wherever they are presented: a backend may have several names.
    guard let subject = TokenClaims(token)?.subject else {
      return (["token\n\(token)"], place.map { ["place\n\($0)"] } ?? [], [])
    }
    // Who configures a token vouches for it.
    guard place == nil else { return (["subject\n\(subject)"], [], []) }
    let claim = ["token\n\(token)", "claim\n\(subject)"]
    guard isAccepted(token) else { return (claim, [], ["subject\n\(subject)"]) }
    return (["token\n\(token)", "subject\n\(subject)"], [], [])
  }
}
