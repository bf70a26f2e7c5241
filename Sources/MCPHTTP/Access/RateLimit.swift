import Synchronization

/// How many requests each caller may make: a bucket of tokens that fills again over time (SEC-08).
final class RateLimit: Sendable {
  private struct Bucket {
    var tokens: Double
    var filled: ContinuousClock.Instant
  }

  private let rate: HTTPServerOptions.Rate
  private let buckets = Mutex<[Principal: Bucket]>([:])
  /// So many callers are remembered before those are forgotten whose buckets are full again.
  private static let maximumCount = 10_000

  init(_ rate: HTTPServerOptions.Rate) { self.rate = rate }

  /// Takes a token for a request.
  ///
  /// - Returns: After how many seconds there is a token, if there is none now.
  func take(for principal: Principal, at now: ContinuousClock.Instant = .now) -> Int? {
    buckets.withLock { (buckets: inout [Principal: Bucket]) -> Int? in
      if buckets.count >= Self.maximumCount {
        buckets = buckets.filter { self.tokens(in: $0.value, at: now) < capacity }
      }
      var tokens = buckets[principal].map { self.tokens(in: $0, at: now) } ?? capacity
      let isAdmitted = tokens >= 1
      if isAdmitted { tokens -= 1 }
      buckets[principal] = Bucket(tokens: tokens, filled: now)
      return isAdmitted ? nil : max(1, Int(((1 - tokens) / rate.perSecond).rounded(.up)))
    }
  }

  private var capacity: Double { Double(max(1, rate.atOnce)) }

  private func tokens(in bucket: Bucket, at now: ContinuousClock.Instant) -> Double {
    min(capacity, bucket.tokens + bucket.filled.duration(to: now) / .seconds(1) * rate.perSecond)
  }
}
