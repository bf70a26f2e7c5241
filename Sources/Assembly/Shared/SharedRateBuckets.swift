import MCPHTTP
import Store

/// The buckets of rate limits in the store that replicas share: for each party a value, whose name is a keyed fingerprint.
struct SharedRateBuckets: SharedRates {
  private static let namespace = "rate"
  /// The tries to change a value that others change at the same time; requests that fail to be counted are counted with
  /// the next ones.
  private static let maximumTries = 5

  private let store: any Store
  private let fingerprints: KeyedFingerprints
  private let now: @Sendable () -> Int64

  /// Takes the store.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - now: The Unix time, in milliseconds.
  init(_ store: any Store, now: @escaping @Sendable () -> Int64 = AttemptFile.time) {
    self.store = store
    self.now = now
    fingerprints = KeyedFingerprints(store, keyAt: StoreKey("rate-key", "1"))
  }

  func take(
    _ count: Double,
    from party: String,
    _ rate: HTTPServerOptions.Rate,
    during period: Duration
  ) async -> Double? {
    do throws(StoreError) {
      let name = try await fingerprints.fingerprint(party)
      let key = StoreKey(Self.namespace, name)
      for _ in 0..<Self.maximumTries {
        let value = try await store.get(key)
        let capacity = Double(max(1, rate.atOnce))
        var level = value.flatMap { Level($0.bytes) } ?? Level(tokens: capacity, time: 0)
        level.take(count, capacity: capacity, perSecond: rate.perSecond, during: period, at: now())
        // Absent means full.
        let wait = min(86_400, max(0, (capacity - level.tokens) / rate.perSecond).rounded(.up))
        let version = try await store.put(
          level.bytes,
          for: key,
          owner: name,
          expires: Int(level.time / 1000) + Int(wait) + 1,
          if: value.map { .version($0.version) } ?? .absent
        )
        if version != nil { return level.tokens }
      }
      return nil
    } catch { return nil }
  }

  /// The level of a bucket at a time.
  private struct Level {
    var tokens: Double
    /// The Unix time, in milliseconds.
    var time: Int64

    init(tokens: Double, time: Int64) {
      self.tokens = tokens
      self.time = time
    }

    init?(_ bytes: [UInt8]) {
      let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
      guard fields.count == 2, let tokens = Double(fields[0]), tokens.isFinite, let time = Int64(fields[1]) else {
        return nil
      }
      self.init(tokens: tokens, time: time)
    }

    var bytes: [UInt8] { Array("\(tokens) \(time)".utf8) }

    /// Fills the bucket until a time, and takes from it what was taken while it filled for a period before that.
    ///
    /// The time never goes back: where clocks differ, the bucket fills by the one that is ahead.
    mutating func take(
      _ count: Double,
      capacity: Double,
      perSecond: Double,
      during period: Duration,
      at now: Int64
    ) {
      let elapsed = Double(max(0, now.subtractingReportingOverflow(time).partialValue)) / 1000
      let recent = min(elapsed, max(0, period / .seconds(1)))
      tokens = min(capacity, tokens + (elapsed - recent) * perSecond)
      tokens = min(capacity, tokens + recent * perSecond - count)
      time = max(time, now)
    }
  }
}
