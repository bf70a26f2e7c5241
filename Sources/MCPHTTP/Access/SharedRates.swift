/// The buckets of all parties, shared by replicas: each takes from them now and then what its callers have taken.
package protocol SharedRates: Sendable {
  /// Takes requests that a replica has let through from the bucket of a party.
  ///
  /// - Parameters:
  ///   - count: The number of requests.
  ///   - party: The party.
  ///   - rate: The size of the bucket, and how fast it fills.
  ///   - period: The time during which the requests came; the bucket filled meanwhile.
  /// - Returns: The requests left, negative if replicas together let too many through; `nil` if it cannot be said now.
  func take(
    _ count: Double,
    from party: String,
    _ rate: HTTPServerOptions.Rate,
    during period: Duration
  ) async -> Double?
}
