import Synchronization

/// The sessions by id, up to a limit, of which each party has a share.
final class Sessions: Sendable {
  private struct State {
    var byID: [String: Session] = [:]
    var countOfParty: [String: Int] = [:]
  }

  private let sessions = Mutex(State())
  private let limit: Int
  private let limitOfParty: Int
  /// The number of checks without use after which a session ends.
  private let maximumIdleTicks: Int

  init(limit: Int, ofParty limitOfParty: Int, timeout: Duration, tick: Duration) {
    self.limit = limit
    self.limitOfParty = limitOfParty
    maximumIdleTicks = max(1, Int((timeout / tick).rounded(.up)))
  }

  var count: Int { sessions.withLock { $0.byID.count } }

  /// The limit that prevents another session of a party; `nil` if there is room.
  func fullness(for party: String) -> Fullness? {
    sessions.withLock { sessions in
      guard sessions.byID.count < limit else { return .inAll }
      return sessions.countOfParty[party, default: 0] < limitOfParty ? nil : .ofParty
    }
  }

  /// The session with an id, if it belongs to the caller.
  func find(_ id: String, of identity: String) -> Session? {
    // Ids have this length; other text may take long to hash.
    guard id.utf8.count == Self.idLength, id.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    guard let session = sessions.withLock({ $0.byID[id] }), session.identity == identity else { return nil }
    session.touch()
    return session
  }

  func add(_ session: Session) {
    sessions.withLock { sessions in
      sessions.byID[session.id] = session
      sessions.countOfParty[session.party, default: 0] += 1
    }
  }

  func remove(_ session: Session) {
    sessions.withLock { sessions in
      guard sessions.byID.removeValue(forKey: session.id) != nil else { return }
      let left = sessions.countOfParty[session.party, default: 1] - 1
      sessions.countOfParty[session.party] = left > 0 ? left : nil
    }
    session.close()
  }

  /// Ends the sessions that were unused for too long.
  func tick() {
    for session in all where session.tick() >= maximumIdleTicks { remove(session) }
  }

  /// Stops requests and notifications of all sessions, because the server stops; calls continue.
  func drain() {
    for session in all { session.drain() }
  }

  private var all: [Session] { sessions.withLock { Array($0.byID.values) } }

  /// The length of an id, in characters.
  private static let idLength = 40

  /// Makes an id of 160 random bits, in hexadecimal.
  static func newID() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<5).map { _ in
      let text = String(UInt32.random(in: .min ... .max, using: &generator), radix: 16)
      return String(repeating: "0", count: 8 - text.count) + text
    }.joined()
  }
}
