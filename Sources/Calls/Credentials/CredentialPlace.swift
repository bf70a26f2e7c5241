import HTTPTypes
import OpenAPI

/// The place of a security scheme's credential in a request (OpenAPI 3.1.1, 4.8.27).
enum CredentialPlace: Sendable, Equatable {
  /// The `Authorization` field, behind `Bearer`.
  case bearer
  /// The `Authorization` field, behind `Basic`.
  case basic
  case header(HTTPField.Name)
  case query(String)
  case cookie(String)

  /// The place for a scheme; `nil` if the scheme puts no credential that this program can present into requests.
  init?(_ scheme: SecurityScheme) {
    switch scheme.kind {
    case .http("bearer", _): self = .bearer
    case .http("basic", _): self = .basic
    case .http: return nil
    // Both present their tokens as RFC 6750 says.
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
