import SignIn
import Synchronization

/// Fetches an issuer's keys: from the place that its metadata name, or that a setting names (RFC 8414 section 2).
final class ProviderKeys: Sendable {
  private struct Place {
    var url: ServiceURL?
    var foundAt: ContinuousClock.Instant?
  }

  private let issuer: String
  private let configured: ServiceURL?
  private let transport: any SignInTransport
  private let clock: TokenClock
  private let place = Mutex(Place())

  /// The time in which a response must be complete.
  static let timeout = Duration.seconds(5)
  /// The time after which the metadata are fetched again.
  private static let metadataLifetime = Duration.seconds(86_400)

  init(of issuer: String, at configured: ServiceURL?, _ transport: any SignInTransport, clock: TokenClock) {
    self.issuer = issuer
    self.configured = configured
    self.transport = transport
    self.clock = clock
  }

  func fetch() async throws(KeyFetchError) -> FetchedKeys {
    do throws(KeyFetchError) {
      return try await keys(at: try await url())
    } catch {
      // They may have moved.
      place.withLock { $0.foundAt = nil }
      throw error
    }
  }

  private func url() async throws(KeyFetchError) -> ServiceURL {
    if let configured { return configured }
    let now = clock.instant()
    let known = place.withLock { place in
      place.foundAt.flatMap { now - $0 < Self.metadataLifetime ? place.url : nil }
    }
    if let known { return known }
    let metadata: ProviderMetadata
    do throws(SignInError) {
      metadata = try await ProviderDiscovery(transport, timeout: Self.timeout).metadata(of: issuer)
    } catch {
      throw KeyFetchError(sentence: error.sentence)
    }
    guard let text = metadata.endpoint("jwks_uri") else {
      throw KeyFetchError(sentence: "The issuer's metadata name no place of its keys (jwks_uri).")
    }
    guard let url = ServiceURL(text), !url.isLoopback || ServiceURL(issuer)?.isLoopback ?? false else {
      throw KeyFetchError(sentence: "The place of keys that the issuer's metadata name is no https URL of a server.")
    }
    place.withLock { $0 = Place(url: url, foundAt: now) }
    return url
  }

  private func keys(at url: ServiceURL) async throws(KeyFetchError) -> FetchedKeys {
    var request = SignInRequest(configured == nil ? .discovery : .provider, "GET", url)
    request.timeout = Self.timeout
    let response: SignInResponse
    do throws(SignInTransportError) {
      response = try await transport.send(request)
    } catch {
      throw KeyFetchError(sentence: error.sentence)
    }
    guard response.status == 200 else {
      throw KeyFetchError(sentence: "\(url.authority) answered HTTP \(response.status) for its keys.")
    }
    guard !response.isCut, let set = KeySet(response.body) else {
      throw KeyFetchError(sentence: "\(url.authority) answered with something else than a JWK set (RFC 7517).")
    }
    return FetchedKeys(set, cacheControl: response.cacheControl)
  }
}
