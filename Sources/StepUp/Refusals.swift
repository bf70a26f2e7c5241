import Synchronization
import WebServer

/// Users who were lately refused the page: limits log lines per user, so that none of them fills the log.
final class Refusals: Sendable {
  /// The least time between two log lines about one user.
  private static let interval = Duration.seconds(60)
  /// The number of users remembered.
  private static let maximumCount = 100

  private let last = Mutex<[SocketOwner: ContinuousClock.Instant]>([:])

  init() {}

  /// Whether a refusal should be logged; remembers it if so.
  func isNews(_ owner: SocketOwner, at time: ContinuousClock.Instant) -> Bool {
    last.withLock { last in
      if let former = last[owner], former + Self.interval > time { return false }
      if last.count >= Self.maximumCount { last = last.filter { $0.value + Self.interval > time } }
      guard last.count < Self.maximumCount else { return false }
      last[owner] = time
      return true
    }
  }
}
