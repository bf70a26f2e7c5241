import JSON

/// The metadata of a provider (OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2).
package struct ProviderMetadata: Sendable {
  private let object: JSONObject

  init(_ object: JSONObject) { self.object = object }

  var issuer: String? { object["issuer"]?.string }

  /// Whether redirects carry `iss` (RFC 9207 section 3).
  var announcesIssuer: Bool { object["authorization_response_iss_parameter_supported"]?.bool ?? false }

  /// The URL of an endpoint, by the name of the member.
  package func endpoint(_ name: String) -> String? { object[name]?.string }

  func strings(_ name: String) -> [String]? { object[name]?.array?.compactMap(\.string) }
}
