import Synchronization
import Testing

@testable import MCPHTTP

/// A rate limit over several replicas.
struct SharedRateTests {
  /// One bucket for all parties, which fills in no time at all.
  private final class Buckets: SharedRates {
    let left = Mutex([String: Double]())
    let calls = Mutex(0)
    let isAway = Mutex(false)

    func take(
      _ count: Double,
      from party: String,
      _ rate: HTTPServerOptions.Rate,
      during period: Duration
    ) async -> Double? {
      calls.withLock { $0 += 1 }
      if isAway.withLock({ $0 }) { return nil }
      return left.withLock { left in
        left[party, default: Double(rate.atOnce)] -= count
        return left[party]
      }
    }
  }

  private let buckets = Buckets()
  private let now = ContinuousClock.now

  private func replica(_ atOnce: Int = 4) -> RateLimit { RateLimit(.init(perSecond: 1, atOnce: atOnce)) }

  /// The number of requests that are let through.
  private func admitted(_ limit: RateLimit, _ party: String = "alice", of count: Int = 20, after: Double = 0) -> Int {
    (0..<count).count { _ in limit.take(for: party, at: now + .seconds(after)) == nil }
  }

  private func share(_ limit: RateLimit, after: Double = 0) async {
    await limit.share(with: buckets, during: .seconds(1)) { now + .seconds(after) }
  }

  @Test func `what one replica has let through counts at the other`() async {
    let (one, other) = (replica(), replica())
    #expect(admitted(one, of: 3) == 3)
    #expect(admitted(other, of: 1) == 1)
    await share(one)
    await share(other)
    #expect(admitted(other) == 0)
    #expect(admitted(other, "bob") == 4)
  }

  @Test func `too much is paid back by a longer wait`() async {
    let (one, other) = (replica(), replica())
    #expect(admitted(one) + admitted(other) == 8)
    await share(one)
    await share(other)
    #expect(other.take(for: "alice", at: now) == 5)
    #expect(admitted(other, after: 4.5) == 0)
    #expect(admitted(other, after: 5.5) == 1)
  }

  @Test func `each request is counted once`() async {
    let limit = replica()
    #expect(admitted(limit, of: 1) == 1)
    await share(limit)
    #expect(admitted(limit) == 3)
    await share(limit)
    #expect(buckets.left.withLock { $0["alice"] } == 0)
    let calls = buckets.calls.withLock { $0 }
    // Nothing is asked without need.
    await share(limit)
    #expect(buckets.calls.withLock { $0 } == calls)
  }

  @Test func `other replicas only ever lower a bucket`() async {
    let limit = replica()
    #expect(admitted(limit) == 4)
    buckets.left.withLock { $0["alice"] = 100 }
    await share(limit)
    #expect(admitted(limit) == 0)
  }

  @Test func `while the shared buckets are away the limit of the replica holds`() async {
    let limit = replica()
    buckets.isAway.withLock { $0 = true }
    for second in 0..<100 {
      #expect(admitted(limit, after: Double(second)) == (second == 0 ? 4 : 1))
      await share(limit, after: Double(second))
    }
    // Afterwards the outage counts as one bucket at most.
    buckets.isAway.withLock { $0 = false }
    await share(limit, after: 100)
    #expect(buckets.left.withLock { $0["alice"] } == -1)
  }
}
