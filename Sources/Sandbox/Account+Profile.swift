import JSON

extension Account {
  /// The id at the identity provider: the subject of its tokens.
  package var logtoID: String {
    switch self {
    case .mario: "logto1"
    case .owner: "logto2"
    case .withoutLocalUser: "logto3"
    case .suspended: "logto4"
    case .blocked: "logto5"
    case .deleted: "logto6"
    case .numbered(let number): "logto\(1000 + number)"
    }
  }

  /// Finds an account by its id at the identity provider.
  init?(logtoID: String) {
    if let account = Self.builtIn.first(where: { $0.logtoID == logtoID }) {
      self = account
    } else if logtoID.hasPrefix("logto"), let number = Int(logtoID.dropFirst(5)),
      1...Self.maximumUsers ~= number - 1000, logtoID == "logto\(number)"
    {
      self = .numbered(number - 1000)
    } else {
      return nil
    }
  }

  /// The person's name.
  var personName: String {
    switch self {
    case .mario: "Mario"
    case .owner: "Owner"
    case .withoutLocalUser: "Ghost"
    case .suspended: "Suspended"
    case .blocked: "Blocked"
    case .deleted: "Deleted"
    case .numbered(let number): "User \(number)"
    }
  }

  /// The person's e-mail address.
  var email: String { "\(logtoID)@x.it" }

  /// The user as the backend describes it, in the order of the responses of sign-in.
  ///
  /// A session without an identity has no account, and all texts are empty.
  static func profile(of account: Account?) -> JSONObject {
    [
      "id": .string(account?.userID ?? ""),
      "logto_id": .string(account?.logtoID ?? ""),
      "username": .string(account?.rawValue ?? ""),
      "email": .string(account?.email ?? ""),
      "name": .string(account?.personName ?? ""),
      "phone": .null,
      "user_roles": [],
      "user_role_ids": [],
      "user_permissions": [],
      "org_role": "",
      "org_role_id": "",
      "org_permissions": [],
      "organization_id": "",
      "organization_name": "",
    ]
  }
}
