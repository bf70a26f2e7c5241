import Calls
import JSON
package import Operations

/// The source of the credential for one security scheme.
package enum CredentialSetting: Sendable, Hashable {
  /// A secret of the environment, in the form that the scheme takes: a token, an API key, or a user name and a password
  /// separated by a colon.
  case secret(String)
  /// A file with a token, read again when it changes, like those of the other cases.
  case tokenFile(String)
  /// A command that prints a token: a program and its arguments.
  case tokenCommand([String])
  /// A file with an API key.
  case keyFile(String)
  /// A user name, and a file with the password.
  case user(String, passwordFile: String)

  /// The kind of the credential; `nil` for a secret, which fits every kind.
  var kind: Credential.Kind? {
    switch self {
    case .secret: nil
    case .tokenFile, .tokenCommand: .bearer
    case .keyFile: .key
    case .user: .basic
    }
  }
}

/// A server of single operations: its URL here, and its credentials.
package struct ServerSetting: Sendable, Hashable {
  /// The URL that replaces the one in the document.
  package var url: BaseURL
  /// The token for every scheme that takes one and has no credential of its own.
  package var token: Settings.Credential
  /// The credentials by names of security schemes.
  package var credentials: [String: CredentialSetting]
}

extension Credential.Kind {
  /// The keys for this kind of credential in the configuration file.
  var keys: String {
    switch self {
    case .bearer: "\"token-file\""
    case .basic: "\"user\" and \"password-file\""
    case .key: "\"key-file\""
    }
  }

  /// The members of such a credential in the configuration file, as an example.
  var example: JSONObject {
    switch self {
    case .bearer: ["token-file": "FILE"]
    case .basic: ["user": "NAME", "password-file": "FILE"]
    case .key: ["key-file": "FILE"]
    }
  }

  /// The content of a variable for this kind of credential.
  var noun: String {
    switch self {
    case .bearer: "token"
    case .basic: "user name and password (NAME:PASSWORD)"
    case .key: "key"
    }
  }
}
