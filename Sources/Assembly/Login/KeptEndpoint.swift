package import SignIn
import Synchronization

/// A provider's token endpoint, whose metadata are fetched at the first sign-in and again after five minutes.
package final class KeptEndpoint: Sendable {
  private static let lifetime = Duration.seconds(300)

  private let fetch: @Sendable () async throws(SignInError) -> TokenEndpoint
  private let now: @Sendable () -> ContinuousClock.Instant
  private let kept = Mutex<(endpoint: TokenEndpoint, end: ContinuousClock.Instant)?>(nil)

  /// Keeps what is fetched.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - fetch: Fetches the metadata; a failure is not kept.
  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    _ fetch: @escaping @Sendable () async throws(SignInError) -> TokenEndpoint
  ) {
    (self.now, self.fetch) = (now, fetch)
  }

  /// The endpoint.
  ///
  /// - Throws: The reason why the metadata cannot be had.
  package func endpoint() async throws(SignInError) -> TokenEndpoint {
    let now = now()
    if let kept = kept.withLock({ $0 }), now < kept.end { return kept.endpoint }
    let endpoint = try await fetch()
    kept.withLock { $0 = (endpoint, now + Self.lifetime) }
    return endpoint
  }
}
