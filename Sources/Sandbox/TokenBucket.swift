/// How often one API key may be used: 20 times at once, and 10 times a second in the long run.
struct TokenBucket {
  static let burst = 20.0
  static let perSecond = 10.0

  private var level = Self.burst
  private var filledAt: Timestamp

  init(at now: Timestamp) { filledAt = now }

  /// Takes one use, if there is one.
  mutating func take(at now: Timestamp) -> Bool {
    let elapsed = Double(max(0, now.nanoseconds - filledAt.nanoseconds)) / 1_000_000_000
    level = min(Self.burst, level + elapsed * Self.perSecond)
    filledAt = max(filledAt, now)
    guard level >= 1 else { return false }
    level -= 1
    return true
  }
}
