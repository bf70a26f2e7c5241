/// An OAuth 2 or OpenID Connect provider: its issuer, and its endpoints within the origins that may get secrets.
package struct Provider: Sendable, Hashable {
  /// The issuer as configured, compared exactly (RFC 8414 section 3.3); `nil` for one that is known by endpoints only.
  package let issuer: String?
  /// The endpoint that a person's browser is sent to (RFC 6749 section 3.1).
  package let authorizationEndpoint: ServiceURL?
  /// The endpoint that gives tokens (RFC 6749 section 3.2).
  package let tokenEndpoint: ServiceURL
  /// The endpoint that starts device flows (RFC 8628 section 3.1).
  package let deviceEndpoint: ServiceURL?
  /// The endpoint that revokes tokens (RFC 7009).
  package let revocationEndpoint: ServiceURL?
  /// The endpoint that names the person of an access token (OpenID Connect Core 1.0 section 5.3).
  package let userInfoEndpoint: ServiceURL?
  /// Whether redirects carry `iss` (RFC 9207 section 3).
  package let announcesIssuer: Bool
  /// The scopes that it knows; `nil` if it does not say.
  package let scopes: [String]?

  /// The host that a person knows it by.
  package var host: String { tokenEndpoint.authority }

  /// Makes a provider from endpoints that a configuration names itself, as a document's own OAuth 2 scheme is used.
  ///
  /// - Parameters:
  ///   - token: The token endpoint.
  ///   - authorization: The authorization endpoint, for the code flow.
  ///   - device: The device authorization endpoint, for the device flow.
  ///   - revocation: The revocation endpoint.
  ///   - origins: The origins that may get secrets.
  /// - Throws: If an endpoint is outside of the origins.
  package init(
    token: String,
    authorization: String? = nil,
    device: String? = nil,
    revocation: String? = nil,
    within origins: SecretOrigins
  ) throws(SignInError) {
    tokenEndpoint = try origins.endpoint(token, "token endpoint")
    authorizationEndpoint = try authorization.map { url throws(SignInError) in
      try origins.endpoint(url, "authorization endpoint")
    }
    revocationEndpoint = try revocation.map { url throws(SignInError) in
      try origins.endpoint(url, "revocation endpoint")
    }
    deviceEndpoint = try device.map { url throws(SignInError) in
      try origins.endpoint(url, "device authorization endpoint")
    }
    issuer = nil
    userInfoEndpoint = nil
    announcesIssuer = false
    scopes = nil
  }

  init(_ metadata: ProviderMetadata, issuer: String, within origins: SecretOrigins) throws(SignInError) {
    self.issuer = issuer
    guard let token = metadata.endpoint("token_endpoint") else {
      throw SignInError(
        .untrusted,
        "The provider's metadata name no token endpoint (RFC 8414 section 2): check that the issuer is right."
      )
    }
    tokenEndpoint = try origins.endpoint(token, "token endpoint")
    authorizationEndpoint = try Self.endpoint("authorization_endpoint", of: metadata, origins)
    deviceEndpoint = try Self.endpoint("device_authorization_endpoint", of: metadata, origins)
    revocationEndpoint = try Self.endpoint("revocation_endpoint", of: metadata, origins)
    // Nobody needs it: elsewhere than at the origins it is left alone.
    userInfoEndpoint = metadata.endpoint("userinfo_endpoint").flatMap { ServiceURL($0) }.flatMap {
      origins.contains($0) ? $0 : nil
    }
    announcesIssuer = metadata.announcesIssuer
    scopes = metadata.strings("scopes_supported")
    // A provider that names methods, but not S256, would ignore the challenge (RFC 7636 section 4.2).
    if let methods = metadata.strings("code_challenge_methods_supported"), !methods.contains("S256") {
      throw SignInError(.untrusted, "The provider offers no PKCE with S256 (RFC 7636), which this program requires.")
    }
  }

  /// Makes a provider from endpoints that were checked before.
  init(issuer: String?, tokenEndpoint: ServiceURL, revocationEndpoint: ServiceURL?) {
    (self.issuer, self.tokenEndpoint, self.revocationEndpoint) = (issuer, tokenEndpoint, revocationEndpoint)
    (authorizationEndpoint, deviceEndpoint, userInfoEndpoint) = (nil, nil, nil)
    (announcesIssuer, scopes) = (false, nil)
  }

  private static func endpoint(
    _ name: String,
    of metadata: ProviderMetadata,
    _ origins: SecretOrigins
  ) throws(SignInError) -> ServiceURL? {
    guard let text = metadata.endpoint(name) else { return nil }
    return try origins.endpoint(text, name.split(separator: "_").joined(separator: " "))
  }
}
