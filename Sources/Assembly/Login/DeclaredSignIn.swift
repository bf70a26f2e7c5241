import OpenAPI
import SignIn

/// The sign-in that one security scheme of a document declares (OpenAPI 3.2 sections 4.27 and 4.29).
///
/// It says where people could sign in, and never where secrets go: that takes an origin of the configuration.
struct DeclaredSignIn: Sendable, Equatable {
  /// The name of the scheme.
  let scheme: String
  /// The flows of OAuth 2 that this program uses.
  private(set) var flows: [DeclaredFlow: SecurityScheme.OAuthFlow] = [:]
  /// The reason why another flow is not used; `nil` if there is no such flow.
  private(set) var refusal: String?
  /// The URL of the metadata of an OpenID Connect provider.
  private(set) var metadataURL: String?
  /// The scopes that operations require, in the order of the document.
  fileprivate(set) var scopes: [String] = []

  /// Reads a scheme; `nil` if it is neither OAuth 2 nor OpenID Connect.
  init?(_ scheme: SecurityScheme) {
    self.scheme = scheme.name
    switch scheme.kind {
    case .oauth2(let flows):
      for flow in flows {
        guard let known = DeclaredFlow(rawValue: flow.name) else { continue }
        if let refusal = known.refusal {
          self.refusal = self.refusal ?? refusal
        } else {
          self.flows[known] = flow
        }
      }
    case .openIDConnect(let url): metadataURL = url
    default: return nil
    }
  }

  /// The sign-ins of the schemes that operations use, in the order of the document.
  static func all(of document: APIDocument) -> [DeclaredSignIn] {
    var found: [DeclaredSignIn] = []
    var positions: [String: Int] = [:]
    var seen: Set<[String]> = []
    for wanted in document.operations.lazy.flatMap(\.security).flatMap(\.schemes) {
      let name = wanted.scheme.name
      if positions[name] == nil {
        positions[name] = found.count
        // Others are remembered as none.
        guard let declared = DeclaredSignIn(wanted.scheme) else {
          positions[name] = -1
          continue
        }
        found.append(declared)
      }
      guard let position = positions[name], position >= 0 else { continue }
      for scope in wanted.scopes where seen.insert([name, scope]).inserted { found[position].scopes.append(scope) }
    }
    return found
  }

  /// Whether people can sign in by it, or a client by its own credentials.
  var isUsable: Bool { !flows.isEmpty || metadataURL != nil }

  /// Whether only a client can use it, by its own credentials.
  var isForClientsOnly: Bool { Set(flows.keys) == [.clientCredentials] }

  /// The origins of the provider, as far as the document names them.
  var origins: Set<String> {
    let texts = flows.values.flatMap { [$0.tokenURL, $0.authorizationURL] } + [suggestedIssuer]
    return Set(texts.compactMap(\.self).compactMap { ServiceURL($0)?.origin })
  }

  /// Whether both sign in at the same provider, as far as that can be told.
  func isSameProvider(as other: DeclaredSignIn) -> Bool {
    scheme == other.scheme || !isUsable || !other.isUsable || !origins.isDisjoint(with: other.origins)
  }

  /// The issuer that the URL of the metadata suggests; `nil` if it has none.
  var suggestedIssuer: String? {
    let suffix = "/.well-known/openid-configuration"
    guard let metadataURL, metadataURL.hasSuffix(suffix) else { return nil }
    let issuer = String(metadataURL.dropLast(suffix.count))
    return ServiceURL(issuer) == nil ? nil : issuer
  }

  /// The flow whose token endpoint is used: that of people, unless a client uses its own credentials.
  func flow(forClient: Bool) -> SecurityScheme.OAuthFlow? {
    if forClient { return flows[.clientCredentials] }
    return flows[.authorizationCode] ?? flows[.deviceAuthorization]
  }

  /// The scopes of a sign-in without discovery: those that are required, and those of OpenID Connect that are offered.
  func scopes(of flow: SecurityScheme.OAuthFlow) -> [String] {
    let offered = SignInSetup.scopes.filter { flow.scopes[$0] != nil && !scopes.contains($0) }
    return scopes + offered
  }
}
