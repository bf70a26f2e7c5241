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
    /// A value of its own in that place.
    case apiKey(name: String, location: Parameter.Location)
    /// OAuth 2, OpenID Connect or a client certificate: the `type` of the scheme.
    case other(String)
  }
}
