/// An account of the backend, with its password at the identity provider.
package enum Account: Sendable, Hashable {
  case mario, owner, suspended, blocked, deleted
  case withoutLocalUser
  /// One of the further accounts of ``SandboxSettings/users``, counted from 1.
  case numbered(Int)

  /// The accounts that every sandbox has.
  package static let builtIn: [Account] = [.mario, .owner, .suspended, .blocked, .deleted, .withoutLocalUser]

  /// The largest number of further accounts.
  package static let maximumUsers = 1000
}

extension Account: RawRepresentable {
  /// Finds an account by its user name; `user1` and so on need not exist in a sandbox.
  package init?(rawValue: String) {
    if let account = Self.builtIn.first(where: { $0.rawValue == rawValue }) {
      self = account
    } else if rawValue.hasPrefix("user"), let number = Int(rawValue.dropFirst(4)), 1...Self.maximumUsers ~= number,
      rawValue == "user\(number)"
    {
      self = .numbered(number)
    } else {
      return nil
    }
  }

  /// The user name.
  package var rawValue: String {
    switch self {
    case .mario: "mario"
    case .owner: "owner"
    case .suspended: "suspended"
    case .blocked: "blocked"
    case .deleted: "deleted"
    case .withoutLocalUser: "no_local_user"
    case .numbered(let number): "user\(number)"
    }
  }
}

extension Account {
  /// The account's password at the identity provider.
  package var password: String {
    switch self {
    case .owner: "OwnerPw1!"
    case .withoutLocalUser: "GhostPw1!"
    case .mario, .suspended, .blocked, .deleted: "S3cr3t-Passw0rd!"
    case .numbered(let number): "Passw0rd-\(number)!"
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
    case .numbered(let number): "u\(1000 + number)"
    }
  }

  /// The id of the account's organization.
  package var organizationID: String {
    switch self {
    case .owner: "org_owner"
    case .numbered(let number): "org_user\(number)"
    case .mario, .suspended, .blocked, .deleted, .withoutLocalUser: "org_a1b2c3"
    }
  }

  /// The first characters of the account's keys.
  var keyPrefix: String { self == .owner ? "myo_" : "myk_" }

  /// Whether keys can be issued: to owners, and to users with a row that is not deleted.
  var mayHoldKeys: Bool {
    switch self {
    case .mario, .owner, .suspended, .blocked, .numbered: true
    case .deleted, .withoutLocalUser: false
    }
  }

  /// Whether the user's row is suspended from the start.
  var isSuspended: Bool { self == .suspended || self == .blocked }

  /// Whether the account's sessions are refused.
  var isBlocked: Bool { self == .blocked }
}
