import Synchronization
import WebServer

/// The users to whom the page was refused lately, so that none of them fills the log.
final class Refusals: Sendable {
  /// A user is noted once in so long.
  private static let interval = Duration.seconds(60)
  /// So many users are remembered.
  private static let maximumCount = 100

  private let last = Mutex<[SocketOwner: ContinuousClock.Instant]>([:])

  init() {}

  /// Tells whether a refusal is to be noted, and remembers it.
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
