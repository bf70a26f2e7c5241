import MCPHTTP
import Store
import Synchronization
import TestSupport
import Testing

@testable import Assembly

/// Buckets of rate limits that replicas share.
struct SharedRateBucketsTests {
  private final class Time: Sendable {
    private let milliseconds = Mutex<Int64>(1_000_000_000)
    var now: Int64 { milliseconds.withLock { $0 } }
    func advance(_ seconds: Double) { milliseconds.withLock { $0 += Int64(seconds * 1000) } }
  }

  private let time = Time()
  private let store: MemoryStore
  private let rate = HTTPServerOptions.Rate(perSecond: 2, atOnce: 10)

  init() {
    store = MemoryStore(clock: StoreClock(now: { [time] in Int(time.now / 1000) }, uptime: { .zero }))
  }

  private func replica(_ other: (any Store)? = nil, ahead: Int64 = 0) -> SharedRateBuckets {
    SharedRateBuckets(other ?? store) { [time] in time.now + ahead }
  }

  private func take(_ count: Double, _ party: String = "alice", at replica: SharedRateBuckets) async -> Double? {
    await replica.take(count, from: party, rate, during: .seconds(1))
  }

  @Test func `replicas take from one bucket, each party from its own`() async {
    let (one, other) = (replica(), replica())
    // It fills for the second in which these were taken.
    #expect(await take(8, at: one) == 4)
    #expect(await take(3, at: other) == 1)
    #expect(await take(3, at: one) == -2)
    #expect(await take(2, "bob", at: other) == 10)
  }

  @Test func `a bucket fills with time, and not beyond its size`() async {
    _ = await take(22, at: replica())
    time.advance(3)
    #expect(await take(0, at: replica()) == -4)
    time.advance(60)
    #expect(await take(7, at: replica()) == 5)
  }

  @Test func `requests at a steady rate at two replicas are counted though each of them could go on`() async {
    for _ in 0..<4 {
      _ = await take(2, at: replica())
      _ = await take(2, at: replica())
      time.advance(1)
    }
    #expect(await take(0, at: replica()) == 4)
  }

  @Test func `a clock that is ahead fills a bucket once, and one that is behind does not empty it`() async {
    _ = await take(20, at: replica())
    #expect(await take(0, at: replica(ahead: 2000)) == -4)
    #expect(await take(0, at: replica()) == -4)
    #expect(await take(0, at: replica(ahead: 2000)) == -4)
  }

  @Test func `of many at once none is lost`() async {
    let left = await withTaskGroup { group in
      for _ in 0..<4 {
        let one = replica()
        group.addTask {
          for _ in 0..<20 { while await take(1, at: one) == nil {} }
        }
      }
      await group.waitForAll()
      return await take(0, at: replica())
    }
    // It fills for the first one's second.
    #expect(left == -69)
  }

  @Test func `a store that is away says nothing`() async {
    #expect(await take(1, at: replica(BrokenStore())) == nil)
  }

  @Test func `neither names nor owners say who it is`() async throws {
    _ = await take(5, "caller alice", at: replica())
    let name = try await KeyedFingerprints(store, keyAt: StoreKey("rate-key", "1")).fingerprint("caller alice")
    #expect(try await store.get(StoreKey("rate", name))?.owner == name)
    #expect(try await store.get(StoreKey("rate", "caller alice")) == nil)
  }
}
