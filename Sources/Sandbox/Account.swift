/// An account of the backend, with the password that the identity provider knows.
package enum Account: String, Sendable, Hashable, CaseIterable {
  case mario, owner, suspended, blocked, deleted
  case withoutLocalUser = "no_local_user"
}

extension Account {
  package var password: String {
    switch self {
    case .owner: "OwnerPw1!"
    case .withoutLocalUser: "GhostPw1!"
    case .mario, .suspended, .blocked, .deleted: "S3cr3t-Passw0rd!"
    }
  }

  /// The id of the account's row; owners have none, and their keys say so with an empty string.
  package var userID: String {
    switch self {
    case .mario: "u1"
    case .suspended: "u2"
    case .blocked: "u3"
    case .deleted: "u4"
    case .owner, .withoutLocalUser: ""
    }
  }

  package var organizationID: String { self == .owner ? "org_owner" : "org_a1b2c3" }

  /// What a key of the account begins with.
  var keyPrefix: String { self == .owner ? "myo_" : "myk_" }

  /// Whether keys can be issued: owners need no row, everybody else a living one.
  var mayHoldKeys: Bool {
    switch self {
    case .mario, .owner, .suspended, .blocked: true
    case .deleted, .withoutLocalUser: false
    }
  }

  /// Whether the row says from the start that the user is suspended.
  var isSuspended: Bool { self == .suspended || self == .blocked }
}
