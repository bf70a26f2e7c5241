import Synchronization

/// Browsers that were let in by a token, for eight hours: the cookie names the session and holds no token.
final class PortalSessions: Sendable {
  static let lifetime = Duration.seconds(8 * 3600)
  private static let maximum = 4_096

  private struct Session {
    let token: String
    let end: ContinuousClock.Instant
  }

  private let sessions = Mutex<(byID: [String: Session], order: [String])>(([:], []))
  private let now: @Sendable () -> ContinuousClock.Instant

  init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) { self.now = now }

  /// Starts a session; the oldest gives way if there are too many.
  func start(_ token: String) -> String {
    var generator = SystemRandomNumberGenerator()
    let id = (0..<4).map { _ in String(generator.next() as UInt64, radix: 36) }.joined()
    let end = now() + Self.lifetime
    sessions.withLock { sessions in
      sessions.byID[id] = Session(token: token, end: end)
      sessions.order.append(id)
      if sessions.order.count > Self.maximum { sessions.byID[sessions.order.removeFirst()] = nil }
    }
    return id
  }

  /// Ends a session, if it is there.
  func end(_ id: String) { sessions.withLock { $0.byID[id] = nil } }

  /// The token of a session that has not ended.
  func token(of id: String) -> String? {
    guard id.utf8.count <= 64 else { return nil }
    let now = now()
    return sessions.withLock { sessions in sessions.byID[id].flatMap { $0.end > now ? $0.token : nil } }
  }
}
