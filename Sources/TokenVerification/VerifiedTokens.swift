import Crypto
import Synchronization

/// The outcomes of verifications, by the digests of tokens: the tokens themselves are not kept (AUTH-21).
final class VerifiedTokens: Sendable {
  /// An outcome that is kept.
  enum Outcome: Sendable {
    case valid(VerifiedToken)
    case inactive
  }

  private struct Entry: Sendable {
    let outcome: Outcome
    /// The key of its signature; `nil` if the issuer was asked.
    let key: VerificationKey?
    let until: ContinuousClock.Instant
  }

  private struct State {
    var entries = RecentTable<SHA256Digest, Entry>(capacity: VerifiedTokens.capacity)
    var generation = 0
  }

  static let capacity = 20_000
  /// The longest time for which a signed token is not looked at again.
  static let signedLifetime = Duration.seconds(300)
  /// The longest time for which an issuer is not asked again about a token.
  static let introspectedLifetime = Duration.seconds(60)
  /// The time for which an issuer is not asked again about a token that is not active.
  static let inactiveLifetime = Duration.seconds(5)

  private let state = Mutex(State())
  private let clock: TokenClock

  init(clock: TokenClock) { self.clock = clock }

  /// The outcome of a token that is not to be looked at again yet.
  func outcome(of digest: SHA256Digest) -> Outcome? {
    let entry = state.withLock { $0.entries.value(of: digest) }
    guard let entry, clock.instant() < entry.until else { return nil }
    // By the clock of the token's times too, which may have been set.
    if case .valid(let token) = entry.outcome, let end = token.expiry, clock.seconds() >= Double(end) { return nil }
    return entry.outcome
  }

  /// Keeps an outcome for a time, and no longer than the token lives.
  ///
  /// - Parameters:
  ///   - outcome: The outcome.
  ///   - digest: The digest of the token.
  ///   - lifetime: The longest time.
  ///   - key: The key of the token's signature, with the generation of keys that it is from.
  func keep(
    _ outcome: Outcome,
    of digest: SHA256Digest,
    for lifetime: Duration,
    key: (key: VerificationKey, generation: Int)? = nil
  ) {
    let entry = Entry(outcome: outcome, key: key?.key, until: clock.instant() + lifetime)
    state.withLock { state in
      // A key of an earlier set may be gone from the current one.
      guard key == nil || key?.generation == state.generation else { return }
      state.entries.set(entry, for: digest)
    }
  }

  /// Forgets the tokens whose keys are not in a set, which is the current one from now on.
  func keep(keysOf set: KeySet, generation: Int) {
    state.withLock { state in
      state.generation = generation
      state.entries.keep { entry in entry.key.map { set.contains($0) } ?? true }
    }
  }
}
