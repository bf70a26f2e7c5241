import JSON

/// Finds a provider's endpoints from its issuer.
package struct ProviderDiscovery: Sendable {
  private let transport: any SignInTransport
  private let timeout: Duration

  /// Makes a discovery, in which each response must be complete within a time.
  package init(_ transport: any SignInTransport, timeout: Duration = .seconds(30)) {
    self.transport = transport
    self.timeout = timeout
  }

  /// Fetches the metadata of an issuer.
  ///
  /// - Parameters:
  ///   - issuer: The issuer as configured; metadata with another one are refused (RFC 8414 section 3.3).
  ///   - origins: Further origins that the configuration names.
  /// - Returns: The provider.
  /// - Throws: If no metadata are found, or they are not to be trusted.
  package func provider(
    of issuer: String,
    besides origins: [String] = []
  ) async throws(SignInError) -> Provider {
    let limits = try SecretOrigins([issuer] + origins)
    return try Provider(try await metadata(of: issuer), issuer: issuer, within: limits)
  }

  /// Fetches the metadata of an issuer as they are: their endpoints are not checked.
  ///
  /// - Throws: If no metadata are found, or they are of another issuer.
  package func metadata(of issuer: String) async throws(SignInError) -> ProviderMetadata {
    guard let url = ServiceURL(issuer), !issuer.contains("?") else {
      throw SignInError(.configuration, "An issuer is an https URL without query (RFC 8414 section 2).")
    }
    var problem: SignInError?
    for place in Self.places(of: url, issuer) {
      switch try await metadata(at: place) {
      case .found(let metadata):
        guard metadata.issuer == issuer else { throw Self.mismatch(metadata.issuer, issuer, place) }
        return metadata
      case .absent: continue
      case .unusable(let error): problem = problem ?? error
      }
    }
    throw problem
      ?? SignInError(
        .unavailable,
        "\(url.authority) has no metadata of a provider for this issuer (HTTP 404): check the issuer's spelling."
      )
  }

  private enum Outcome {
    case found(ProviderMetadata)
    case absent
    case unusable(SignInError)
  }

  /// The places of metadata, the usual first: appended to the issuer's path, then inserted before it.
  ///
  /// OpenID Connect Discovery 1.0 section 4 appends, RFC 8414 section 3.1 inserts; section 5 names the compatible forms.
  static func places(of url: ServiceURL, _ issuer: String) -> [ServiceURL] {
    let path = url.target.hasSuffix("/") ? String(url.target.dropLast()) : url.target
    let names = ["openid-configuration", "oauth-authorization-server"]
    let appended = names.map { "\(url.origin)\(path)/.well-known/\($0)" }
    let inserted = path.isEmpty ? [] : names.reversed().map { "\(url.origin)/.well-known/\($0)\(path)" }
    return (appended + inserted).compactMap { ServiceURL($0) }
  }

  private func metadata(at url: ServiceURL) async throws(SignInError) -> Outcome {
    let host = url.authority
    var request = SignInRequest(.discovery, "GET", url)
    request.timeout = timeout
    let response: SignInResponse
    do throws(SignInTransportError) {
      response = try await transport.send(request)
    } catch {
      // The other places are on the same host.
      throw SignInError(.unavailable, "The provider's metadata cannot be fetched. \(error.sentence)")
    }
    switch response.status {
    case 200 where response.isCut:
      return .unusable(SignInError(.untrusted, "The metadata that \(host) answers with are too long or incomplete."))
    case 200 where response.isHTML:
      return .unusable(SignInError(.untrusted, "\(host) answered with a web page instead of a provider's metadata."))
    case 200:
      guard let object = response.object else {
        return .unusable(SignInError(.untrusted, "The metadata that \(host) answers with are not valid JSON."))
      }
      return .found(ProviderMetadata(object))
    case 404, 405, 410: return .absent
    case 300...399:
      let target = response.location.flatMap { ServiceURL($0) }?.origin ?? "another path"
      return .unusable(
        SignInError(.untrusted, "\(host) redirects to \(target), and discovery follows no redirects: check the issuer.")
      )
    default:
      return .unusable(
        SignInError(.unavailable, "\(host) did not answer with a provider's metadata: HTTP \(response.status).")
      )
    }
  }

  private static func mismatch(_ found: String?, _ issuer: String, _ place: ServiceURL) -> SignInError {
    let other = found.flatMap { ServiceURL($0) == nil ? nil : $0 }
    return SignInError(
      .untrusted,
      """
      The metadata at \(place.authority) are of another issuer\(other.map { " (\($0))" } ?? "") than the configured \
      \(issuer) (RFC 8414 section 3.3). Configure the issuer exactly as the provider spells it, if you trust it.
      """
    )
  }
}
