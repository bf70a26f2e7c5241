/// One alternative of an operation's security: all of its credentials must be sent (OpenAPI 3.1.1, 4.8.30).
package struct SecurityRequirement: Sendable, Equatable {
  /// The schemes needed together; empty for anonymous callers.
  package var schemes: [Scheme]

  /// A scheme with the required scopes.
  package struct Scheme: Sendable, Equatable {
    /// The scheme.
    package var scheme: SecurityScheme
    /// The scopes or roles that the credential must have.
    package var scopes: [String]
  }
}

/// A means of authentication (OpenAPI 3.1.1, 4.8.27).
package struct SecurityScheme: Sendable, Equatable {
  /// The name in `components/securitySchemes`.
  package var name: String
  /// The kind of credential.
  package var kind: Kind
  /// The meaning, in CommonMark.
  package var description: String?

  /// A kind of credential.
  package enum Kind: Sendable, Equatable {
    /// An `Authorization` header with a scheme in lower case: `bearer`, `basic`.
    case http(scheme: String, bearerFormat: String?)
    /// A value of its own in a header, the query or a cookie.
    case apiKey(name: String, location: Parameter.Location)
    /// A token of OAuth 2, sent as a bearer token.
    case oauth2([OAuthFlow])
    /// A token of OpenID Connect, sent as a bearer token; the URL is that of its configuration.
    case openIDConnect(url: String)
    /// A client certificate.
    case mutualTLS
    /// A scheme that is undeclared or malformed, with its `type`.
    case other(String)
  }

  /// A flow of OAuth 2 (OpenAPI 3.1.1, 4.8.29).
  package struct OAuthFlow: Sendable, Equatable {
    /// `implicit`, `password`, `clientCredentials`, `authorizationCode` or `deviceAuthorization`.
    package var name: String
    /// The URL of the authorization endpoint.
    package var authorizationURL: String?
    /// The URL of the token endpoint.
    package var tokenURL: String?
    /// The URL for refreshing tokens.
    package var refreshURL: String?
    /// The available scopes with their meaning.
    package var scopes: [String: String]
  }
}
