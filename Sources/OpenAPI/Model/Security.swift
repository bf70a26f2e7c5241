/// One way to be allowed to call an operation: everything in it must be shown (OpenAPI 3.1.1, 4.8.30).
package struct SecurityRequirement: Sendable, Equatable {
  /// The schemes that are needed together; empty if a caller may be anonymous.
  package var schemes: [Scheme]

  /// One scheme and the rights that it must give.
  package struct Scheme: Sendable, Equatable {
    package var scheme: SecurityScheme
    package var scopes: [String]
  }
}

/// How a caller proves who it is (OpenAPI 3.1.1, 4.8.27).
package struct SecurityScheme: Sendable, Equatable {
  /// The name of the scheme in `components/securitySchemes`.
  package var name: String
  package var kind: Kind
  package var description: String?

  package enum Kind: Sendable, Equatable {
    /// An `Authorization` header with that scheme, in lower case: `bearer`, `basic`.
    case http(scheme: String, bearerFormat: String?)
    /// A value of its own in that place: a header, the query or a cookie.
    case apiKey(name: String, location: Parameter.Location)
    /// A token of OAuth 2, shown as a bearer token.
    case oauth2([OAuthFlow])
    /// A token of OpenID Connect, shown as a bearer token; where its configuration is told.
    case openIDConnect(url: String)
    /// A certificate of the client's.
    case mutualTLS
    /// A scheme that is not declared, or not as it has to be: the `type` that it has.
    case other(String)
  }

  /// One way to get a token of OAuth 2 (OpenAPI 3.1.1, 4.8.29).
  package struct OAuthFlow: Sendable, Equatable {
    /// `implicit`, `password`, `clientCredentials`, `authorizationCode` or `deviceAuthorization`.
    package var name: String
    package var authorizationURL: String?
    package var tokenURL: String?
    package var refreshURL: String?
    /// What each scope that there is allows.
    package var scopes: [String: String]
  }
}
