import Synchronization

/// The sessions by their ids, up to a limit, of which each party has a share.
final class Sessions: Sendable {
  private struct State {
    var byID: [String: Session] = [:]
    var countOfParty: [String: Int] = [:]
  }

  private let sessions = Mutex(State())
  private let limit: Int
  private let limitOfParty: Int
  /// A session that was not used for so many looks is ended.
  private let maximumIdleTicks: Int

  init(limit: Int, ofParty limitOfParty: Int, timeout: Duration, tick: Duration) {
    self.limit = limit
    self.limitOfParty = limitOfParty
    maximumIdleTicks = max(1, Int((timeout / tick).rounded(.up)))
  }

  var count: Int { sessions.withLock { $0.byID.count } }

  /// Why a party can have no other session.
  enum Fullness {
    case inAll, ofParty
  }

  /// Tells why a party can have no other session; `nil` if it can.
  func fullness(for party: String) -> Fullness? {
    sessions.withLock { sessions in
      guard sessions.byID.count < limit else { return .inAll }
      return sessions.countOfParty[party, default: 0] < limitOfParty ? nil : .ofParty
    }
  }

  /// The session of that id, if it is that caller's.
  func find(_ id: String, of principal: Principal) -> Session? {
    // Nothing longer is ever given out, and a text of another kind may take long to be hashed.
    guard id.utf8.count == Self.idLength, id.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    guard let session = sessions.withLock({ $0.byID[id] }), session.principal == principal else { return nil }
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

  /// Ends those that were not used for too long.
  func tick() {
    for session in all where session.tick() >= maximumIdleTicks { remove(session) }
  }

  /// Has the server end: what is asked and told by itself ends in all sessions, and calls go on.
  func drain() {
    for session in all { session.drain() }
  }

  private var all: [Session] { sessions.withLock { Array($0.byID.values) } }

  /// The characters of an id.
  private static let idLength = 40

  /// An id of 160 random bits, as letters and digits.
  static func newID() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<5).map { _ in
      let text = String(UInt32.random(in: .min ... .max, using: &generator), radix: 16)
      return String(repeating: "0", count: 8 - text.count) + text
    }.joined()
  }
}
