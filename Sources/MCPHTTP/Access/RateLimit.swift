import Synchronization

/// The rate limit of each party: a token bucket that refills over time (SEC-08).
///
/// Requests take from buckets of this process and wait for nothing. With ``SharedRates`` they are counted in the buckets
/// of all replicas about every second, which lower the own ones: meanwhile each replica lets through what its own bucket
/// holds, and a party that got too much waits longer afterwards. While the shared ones are out of reach, the own ones hold.
final class RateLimit: Sendable {
  private struct Bucket {
    var tokens: Double
    var filled: ContinuousClock.Instant
    /// The tokens taken that the shared bucket does not know of.
    var unreported = 0.0
  }

  private let rate: HTTPServerOptions.Rate
  private let buckets = Mutex<(byParty: [String: Bucket], cleaningAt: Int)>(([:], minimumCount))
  /// The number of parties above which those with full buckets are removed.
  private static let minimumCount = 10_000
  /// The most parties that are reported at once, those who have taken most first.
  private static let maximumReports = 500

  init(_ rate: HTTPServerOptions.Rate) { self.rate = rate }

  /// Takes a token for a request.
  ///
  /// - Returns: Seconds until the next token; `nil` if one was taken.
  func take(for party: String, at now: ContinuousClock.Instant = .now) -> Int? {
    buckets.withLock { buckets in
      if buckets.byParty.count >= buckets.cleaningAt {
        buckets.byParty = buckets.byParty.filter { self.tokens(in: $0.value, at: now) < capacity }
        // Doubled until the next cleaning, so that it costs each request little.
        buckets.cleaningAt = max(Self.minimumCount, buckets.byParty.count * 2)
      }
      let bucket = buckets.byParty[party]
      var tokens = bucket.map { self.tokens(in: $0, at: now) } ?? capacity
      let isAdmitted = tokens >= 1
      if isAdmitted { tokens -= 1 }
      let unreported = (bucket?.unreported ?? 0) + (isAdmitted ? 1 : 0)
      buckets.byParty[party] = Bucket(tokens: tokens, filled: now, unreported: unreported)
      return isAdmitted ? nil : Int(min(86_400, max(1, ((1 - tokens) / rate.perSecond).rounded(.up))))
    }
  }

  /// Counts the requests since the last time in the shared buckets, and takes over what is left there.
  ///
  /// - Parameters:
  ///   - shared: The shared buckets.
  ///   - period: The time since the last time.
  ///   - now: The clock.
  func share(
    with shared: any SharedRates,
    during period: Duration,
    now: @Sendable () -> ContinuousClock.Instant = { .now }
  ) async {
    for (party, count) in reports() {
      // After an outage no more than one bucket is counted: the limit was in force here.
      let reported = min(count, capacity + rate.perSecond)
      guard let left = await shared.take(reported, from: party, rate, during: period) else { return }
      buckets.withLock { buckets in
        guard var bucket = buckets.byParty[party] else { return }
        bucket.unreported -= count
        let time = now()
        bucket.tokens = min(tokens(in: bucket, at: time), left - bucket.unreported)
        bucket.filled = time
        buckets.byParty[party] = bucket
      }
    }
  }

  private func reports() -> [(party: String, count: Double)] {
    let all = buckets.withLock { $0.byParty.filter { $0.value.unreported > 0 } }
    let sorted = all.map { (party: $0.key, count: $0.value.unreported) }.sorted { $0.count > $1.count }
    return Array(sorted.prefix(Self.maximumReports))
  }

  private var capacity: Double { Double(max(1, rate.atOnce)) }

  private func tokens(in bucket: Bucket, at now: ContinuousClock.Instant) -> Double {
    min(capacity, bucket.tokens + bucket.filled.duration(to: now) / .seconds(1) * rate.perSecond)
  }
}
