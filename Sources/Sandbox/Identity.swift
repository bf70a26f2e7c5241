/// A caller of the sandbox; each has one session token, made anew at every start.
///
/// The raw value names the token in the response of the control path `GET /__sandbox/sessions`.
package enum Identity: String, Sendable, Hashable, CaseIterable {
  /// An ordinary user.
  case mario
  /// The owner of the platform: its keys have another prefix, and its user id is empty.
  case owner
  /// A user of the identity provider without a row in the backend's database.
  case withoutLocalUser = "no_local_user"
  /// A session without an identity of the identity provider.
  case withoutIdentity = "no_identity"
  /// A user whose row is suspended: the session works, the keys do not.
  case suspendedUser = "suspended_user"
  /// A suspended user whose sessions are blocked as well.
  case blockedUser = "blocked_user"
  /// A user whose row is deleted.
  case deletedUser = "deleted_user"
  /// An administrator who acts as mario after mario withdrew consent.
  case impersonationWithoutConsent = "impersonation_without_consent"
  /// An administrator who acts as mario with mario's consent.
  case impersonationWithConsent = "impersonation_with_consent"
  /// An administrator who acts as a blocked user.
  case impersonationOfBlockedUser = "impersonation_of_blocked_user"
  /// Not a session: the token that renews mario's session.
  case refreshToken = "refresh_token"
  /// A session of mario after logout.
  case revokedSession = "revoked_session"
  /// A session of mario after its expiry.
  case expiredSession = "expired_session"
}

extension Identity {
  /// The result of the backend's checks of a session, in their order.
  enum Standing {
    case invalid, revoked, blocked, impersonatesBlocked, consentRevoked, impersonates, valid
  }

  var standing: Standing {
    switch self {
    case .refreshToken, .expiredSession: .invalid
    case .revokedSession: .revoked
    case .blockedUser: .blocked
    case .impersonationOfBlockedUser: .impersonatesBlocked
    case .impersonationWithoutConsent: .consentRevoked
    case .impersonationWithConsent: .impersonates
    case .mario, .owner, .withoutLocalUser, .withoutIdentity, .suspendedUser, .deletedUser: .valid
    }
  }

  /// The account of the session; `nil` if it carries no identity.
  package var account: Account? {
    switch self {
    case .mario, .impersonationWithoutConsent, .impersonationWithConsent, .refreshToken, .revokedSession,
      .expiredSession:
      .mario
    case .owner: .owner
    case .withoutLocalUser: .withoutLocalUser
    case .withoutIdentity: nil
    case .suspendedUser: .suspended
    case .blockedUser, .impersonationOfBlockedUser: .blocked
    case .deletedUser: .deleted
    }
  }
}
