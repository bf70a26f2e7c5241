/// Who may speak to the sandbox: each has one session token, made anew at every start.
///
/// The raw value is the name by which the control path `GET /__sandbox/sessions` gives the token.
package enum Identity: String, Sendable, Hashable, CaseIterable {
  /// An ordinary user.
  case mario
  /// The owner of the platform, whose keys have another prefix and whose user id is empty.
  case owner
  /// A user known to the identity provider who has no row in the backend's database.
  case withoutLocalUser = "no_local_user"
  /// A session that carries no identity of the identity provider.
  case withoutIdentity = "no_identity"
  /// A user whose row says "suspended": the session works, the keys do not.
  case suspendedUser = "suspended_user"
  /// A suspended user whose sessions are blocked as well.
  case blockedUser = "blocked_user"
  /// A user whose row is deleted.
  case deletedUser = "deleted_user"
  /// An administrator acting as mario, who has taken his consent back.
  case impersonationWithoutConsent = "impersonation_without_consent"
  /// An administrator acting as mario with his consent.
  case impersonationWithConsent = "impersonation_with_consent"
  /// An administrator acting as a user who has been blocked.
  case impersonationOfBlockedUser = "impersonation_of_blocked_user"
  /// Not a session: the token with which mario renews his.
  case refreshToken = "refresh_token"
  /// A session of mario that has been logged out.
  case revokedSession = "revoked_session"
  /// A session of mario that is past its end.
  case expiredSession = "expired_session"
}

extension Identity {
  /// What the backend finds when it looks at the session, in the order in which it looks.
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

  /// The account for which the session speaks; `nil` if it carries no identity.
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
