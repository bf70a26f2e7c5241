import Synchronization

/// The sessions by their ids, up to a limit.
final class Sessions: Sendable {
  private let sessions = Mutex<[String: Session]>([:])
  private let limit: Int
  /// A session that was not used for so many looks is ended.
  private let maximumIdleTicks: Int

  init(limit: Int, timeout: Duration, tick: Duration) {
    self.limit = limit
    maximumIdleTicks = max(1, Int((timeout / tick).rounded(.up)))
  }

  var count: Int { sessions.withLock { $0.count } }
  var isFull: Bool { count >= limit }

  /// The session of that id, if it is that caller's.
  func find(_ id: String, of principal: Principal) -> Session? {
    guard let session = sessions.withLock({ $0[id] }), session.principal == principal else { return nil }
    session.touch()
    return session
  }

  func add(_ session: Session) { sessions.withLock { $0[session.id] = session } }

  func remove(_ session: Session) {
    _ = sessions.withLock { $0.removeValue(forKey: session.id) }
    session.close()
  }

  /// Ends those that were not used for too long.
  func tick() {
    for session in all where session.tick() >= maximumIdleTicks { remove(session) }
  }

  /// Has the server end: what is asked and told by itself ends in all sessions, and calls go on.
  func drain() {
    for session in all { session.drain() }
  }

  private var all: [Session] { sessions.withLock { Array($0.values) } }

  /// An id of 160 random bits, as letters and digits.
  static func newID() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<5).map { _ in
      let text = String(UInt32.random(in: .min ... .max, using: &generator), radix: 16)
      return String(repeating: "0", count: 8 - text.count) + text
    }.joined()
  }
}
