/// The rate limit of an API key: 20 uses at once, and 10 per second in the long run.
struct TokenBucket {
  static let burst = 20.0
  static let perSecond = 10.0

  private var level = Self.burst
  private var filledAt: Timestamp

  init(at now: Timestamp) { filledAt = now }

  /// Takes one use, if one is available.
  mutating func take(at now: Timestamp) -> Bool {
    let elapsed = Double(max(0, now.nanoseconds - filledAt.nanoseconds)) / 1_000_000_000
    level = min(Self.burst, level + elapsed * Self.perSecond)
    filledAt = max(filledAt, now)
    guard level >= 1 else { return false }
    level -= 1
    return true
  }
}
