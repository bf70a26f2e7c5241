package import OpenAPI
package import Redaction

/// A credential for an API.
package enum Credential: Sendable, Equatable {
  /// A token (RFC 6750).
  case bearer(KnownSecret)
  /// A user name, without a colon, and a password (RFC 7617).
  case basic(user: String, password: KnownSecret)
  /// An API key.
  case key(KnownSecret)

  /// The kinds of credentials.
  package enum Kind: Sendable, Hashable {
    case bearer, basic, key
  }

  /// The secret part.
  var secret: KnownSecret {
    switch self {
    case .bearer(let secret), .key(let secret), .basic(_, let secret): secret
    }
  }

  /// Whether another one has the very same secret, not only an equal one.
  func isSame(as other: Credential) -> Bool { secret === other.secret && self == other }

  /// The kind of the credential.
  package var kind: Kind {
    switch self {
    case .bearer: .bearer
    case .basic: .basic
    case .key: .key
    }
  }
}

extension SecurityScheme {
  /// The kind of credential that the scheme takes; `nil` if this program cannot send it.
  package var credentialKind: Credential.Kind? {
    switch CredentialPlace(self) {
    case .bearer: .bearer
    case .basic: .basic
    case .header, .query, .cookie: .key
    case nil: nil
    }
  }
}
