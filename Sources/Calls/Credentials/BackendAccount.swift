import Redaction

/// The account that presented credentials open at a backend; wrong secrets are counted for each account.
///
/// A signed token is identified by its issuer and subject, so that a refreshed token continues the count; a basic
/// credential by its user name. Any other credential is identified by itself and by the place where it is configured,
/// so that neither a new token in the same place nor the same token in another place begins a new count. Tokens of
/// callers have no such place.
///
/// Anybody can write a token that claims somebody else's subject. So a caller's token counts for its subject only once
/// the backend has accepted it; until then it counts for itself, and together with all other tokens that claim the same
/// subject.
struct BackendAccount: Sendable, Hashable {
  /// Texts that identify the account, each with a count of its own.
  ///
  /// They may contain a credential: keep digests only.
  let identities: [String]
  /// Texts that identify the account if the backend accepts the claims of its tokens.
  ///
  /// Their counts limit the account, too, and its attempts are added to them once a response shows that the claims
  /// hold.
  let claimed: [String]
  /// The hashes of both, valid within this process: an identity may be a long token, and is hashed once.
  let keys: [Int]
  let claimedKeys: [Int]

  /// Identifies the account of presented credentials.
  ///
  /// - Parameters:
  ///   - origin: The origin of the backend.
  ///   - credentials: The credentials, each with the place where it is configured; `nil` for a caller's.
  ///   - isAccepted: Whether the backend has accepted the token of each of them before.
  init(
    origin: String,
    _ credentials: [(credential: PresentedCredential, place: String?)],
    isAccepted: [Bool] = []
  ) {
    let own = credentials.enumerated().map { index, placed in
      placed.credential.identities(
        configuredAt: placed.place,
        isAccepted: isAccepted.indices.contains(index) && isAccepted[index]
      )
    }
    let known = own.flatMap { $0.known + $0.local.map { "\(origin)\n\($0)" } }
    identities = known.isEmpty ? ["\(origin)\nanonymous"] : known
    claimed = own.flatMap(\.claimed)
    keys = identities.map(\.hashValue)
    claimedKeys = claimed.map(\.hashValue)
  }
}

extension PresentedCredential {
  fileprivate func identities(
    configuredAt place: String?,
    isAccepted: Bool
  ) -> (known: [String], local: [String], claimed: [String]) {
    if let user { return ([], ["user\n\(user)"], []) }
    guard let token else { return ([], [], []) }
    // Tokens and subjects are the same wherever they are presented: a backend may have several names.
    let text = token.text
    guard let subject = token.claims?.subject else {
      return (["token\n\(text)"], place.map { ["place\n\($0)"] } ?? [], [])
    }
    // The administrator who configures a token vouches for its claims.
    guard place == nil else { return (["subject\n\(subject)"], [], []) }
    let claim = ["token\n\(text)", "claim\n\(subject)"]
    guard isAccepted else { return (claim, [], ["subject\n\(subject)"]) }
    return (["token\n\(text)", "subject\n\(subject)"], [], [])
  }
}
