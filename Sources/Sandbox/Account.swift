/// An account of the backend, with its password at the identity provider.
package enum Account: String, Sendable, Hashable, CaseIterable {
  case mario, owner, suspended, blocked, deleted
  case withoutLocalUser = "no_local_user"
}

extension Account {
  /// The account's password at the identity provider.
  package var password: String {
    switch self {
    case .owner: "OwnerPw1!"
    case .withoutLocalUser: "GhostPw1!"
    case .mario, .suspended, .blocked, .deleted: "S3cr3t-Passw0rd!"
    }
  }

  /// The id of the account's row; empty for owners and accounts without a row, as in their keys.
  package var userID: String {
    switch self {
    case .mario: "u1"
    case .suspended: "u2"
    case .blocked: "u3"
    case .deleted: "u4"
    case .owner, .withoutLocalUser: ""
    }
  }

  /// The id of the account's organization.
  package var organizationID: String { self == .owner ? "org_owner" : "org_a1b2c3" }

  /// The first characters of the account's keys.
  var keyPrefix: String { self == .owner ? "myo_" : "myk_" }

  /// Whether keys can be issued: to owners, and to users with a row that is not deleted.
  var mayHoldKeys: Bool {
    switch self {
    case .mario, .owner, .suspended, .blocked: true
    case .deleted, .withoutLocalUser: false
    }
  }

  /// Whether the user's row is suspended from the start.
  var isSuspended: Bool { self == .suspended || self == .blocked }
}
