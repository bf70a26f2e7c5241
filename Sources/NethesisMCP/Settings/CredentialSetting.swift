package import APITools

/// Where the credential for one security scheme comes from.
package enum CredentialSetting: Sendable, Hashable {
  /// A secret of the environment: a token, an API key, or a user name and a password with a colon in between, as the
  /// scheme wants it.
  case secret(String)
  /// A file with a token, read again when it changes, as those that follow.
  case tokenFile(String)
  /// A file with an API key.
  case keyFile(String)
  /// A user name, and a file with the password.
  case user(String, passwordFile: String)

  /// The kind of credential that comes of it; a secret is of every kind.
  var kind: Credential.Kind? {
    switch self {
    case .secret: nil
    case .tokenFile: .bearer
    case .keyFile: .key
    case .user: .basic
    }
  }
}

/// Where calls go that the document sends to a server of their own, and what is shown there.
package struct ServerSetting: Sendable, Hashable {
  package var url: BaseURL
  /// The token for every scheme that takes one and has no credential of its own.
  package var token: Settings.Credential
  package var credentials: [String: CredentialSetting]
}

extension Credential.Kind {
  /// How the configuration file gives a credential of the kind.
  var keys: String {
    switch self {
    case .bearer: "\"token-file\""
    case .basic: "\"user\" and \"password-file\""
    case .key: "\"key-file\""
    }
  }
}
