import Synchronization

/// The rate limit of each party: a token bucket that refills over time (SEC-08).
final class RateLimit: Sendable {
  private struct Bucket {
    var tokens: Double
    var filled: ContinuousClock.Instant
  }

  private let rate: HTTPServerOptions.Rate
  private let buckets = Mutex<(byParty: [String: Bucket], cleaningAt: Int)>(([:], minimumCount))
  /// The number of parties above which those with full buckets are removed.
  private static let minimumCount = 10_000

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
      var tokens = buckets.byParty[party].map { self.tokens(in: $0, at: now) } ?? capacity
      let isAdmitted = tokens >= 1
      if isAdmitted { tokens -= 1 }
      buckets.byParty[party] = Bucket(tokens: tokens, filled: now)
      return isAdmitted ? nil : Int(min(86_400, max(1, ((1 - tokens) / rate.perSecond).rounded(.up))))
    }
  }

  private var capacity: Double { Double(max(1, rate.atOnce)) }

  private func tokens(in bucket: Bucket, at now: ContinuousClock.Instant) -> Double {
    min(capacity, bucket.tokens + bucket.filled.duration(to: now) / .seconds(1) * rate.perSecond)
  }
}
