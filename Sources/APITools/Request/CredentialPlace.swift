import HTTPTypes
import OpenAPI

/// Where in a request a scheme wants its credential (OpenAPI 3.1.1, 4.8.27).
enum CredentialPlace: Sendable, Equatable {
  /// The `Authorization` field, behind `Bearer`.
  case bearer
  /// The `Authorization` field, behind `Basic`.
  case basic
  case header(HTTPField.Name)
  case query(String)
  case cookie(String)

  /// The place that a scheme wants; `nil` if nothing can be shown there.
  init?(_ scheme: SecurityScheme) {
    switch scheme.kind {
    case .http("bearer", _): self = .bearer
    case .http("basic", _): self = .basic
    case .http: return nil
    // The tokens of both are shown as RFC 6750 says.
    case .oauth2, .openIDConnect: self = .bearer
    case .mutualTLS, .other: return nil
    case .apiKey(let name, .header):
      guard let name = HTTPField.Name(name) else { return nil }
      self = .header(name)
    case .apiKey(let name, .query): self = .query(name)
    case .apiKey(let name, .cookie): self = .cookie(name)
    case .apiKey: return nil
    }
  }
}
