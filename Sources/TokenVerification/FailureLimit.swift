import Synchronization

/// Limits the verifications that fail, per network and in all, since each costs the time of many requests.
///
/// The limit in all slows only networks that have failed lately: one that has not always gets its verification.
final class FailureLimit: Sendable {
  /// A level that rises with each failure and falls with time.
  private struct Level {
    var value = 0.0
    var at: ContinuousClock.Instant

    func value(_ now: ContinuousClock.Instant, _ rate: Double) -> Double {
      max(0, value - at.duration(to: now) / .seconds(1) * rate)
    }
  }

  private struct State {
    var networks = RecentTable<String, Level>(capacity: 65_536)
    var all: Level?
  }

  /// Failures of one network at once.
  static let ofNetwork = 20.0
  /// Failures of one network per second in the long run.
  private static let networkRate = 1.0 / 3
  /// Failures of all networks at once.
  static let inAll = 400.0
  /// Failures of all networks per second in the long run.
  private static let allRate = 100.0

  private let state = Mutex(State())
  private let clock: TokenClock

  init(clock: TokenClock) { self.clock = clock }

  /// The seconds that a network has to wait for its next verification; `nil` if it may have one.
  func wait(of network: String) -> Int? {
    let now = clock.instant()
    return state.withLock { state in
      guard let level = state.networks.value(of: network)?.value(now, Self.networkRate), level > 0 else { return nil }
      if level > Self.ofNetwork - 1 {
        return Duration.seconds((level - Self.ofNetwork + 1) / Self.networkRate).retrySeconds
      }
      let all = state.all?.value(now, Self.allRate) ?? 0
      return all > Self.inAll - 1 ? Duration.seconds((all - Self.inAll + 1) / Self.allRate).retrySeconds : nil
    }
  }

  /// Counts a failure.
  func count(_ network: String) {
    let now = clock.instant()
    state.withLock { state in
      let level = state.networks.value(of: network)?.value(now, Self.networkRate) ?? 0
      state.networks.set(Level(value: min(Self.ofNetwork, level + 1), at: now), for: network)
      let all = state.all?.value(now, Self.allRate) ?? 0
      state.all = Level(value: min(Self.inAll, all + 1), at: now)
    }
  }
}
