/// The account that presented credentials open at a backend, for which wrong secrets are counted.
///
/// A signed token is known by its issuer and subject, so that a refreshed one counts on; user names likewise. Any other
/// credential is known by itself and by the place where it is configured, so that neither a new token in the same place
/// nor the same token in another place begins a new count. Tokens of callers have no such place.
struct BackendAccount: Sendable, Hashable {
  /// Texts that identify the account, each with a count of its own.
  ///
  /// They may hold a credential: keep digests only.
  let identities: [String]

  /// Takes the origin of the backend, and the credentials with the places where they are configured.
  init(origin: String, _ credentials: [(credential: ShownCredential, place: String?)]) {
    let own = credentials.flatMap { credential, place in credential.identities(configuredAt: place) }
    identities = (own.isEmpty ? ["anonymous"] : own).map { "\(origin)\n\($0)" }
  }
}

extension ShownCredential {
  fileprivate func identities(configuredAt place: String?) -> [String] {
    if let user { return ["user\n\(user)"] }
    guard let token else { return [] }
    if let subject = TokenClaims(token)?.subject { return ["subject\n\(subject)"] }
    return ["token\n\(token)"] + (place.map { ["place\n\($0)"] } ?? [])
  }
}
