@testable import Calls
import Synchronization

/// A record that can be looked at, and that takes no line of some kinds.
final class StubAudit: CallAudit {
  private let events = Mutex<[CallEvent]>([])
  private let lost = Mutex<[CallEvent]>([])
  private let isFull: @Sendable (CallEvent) -> Bool

  init(isFull: @escaping @Sendable (CallEvent) -> Bool = { _ in false }) { self.isFull = isFull }

  func record(_ event: CallEvent) throws(AuditFailure) {
    guard !isFull(event) else { throw AuditFailure("There is no space.") }
    events.withLock { $0.append(event) }
  }

  func report(_ failure: AuditFailure, losing event: CallEvent) { lost.withLock { $0.append(event) } }

  var recorded: [CallEvent] { events.withLock { $0 } }
  var reported: [CallEvent] { lost.withLock { $0 } }

  /// What was recorded, each event with its request.
  var lines: [String] { recorded.map(\.line) }
}

extension CallEvent {
  /// What happened, and to which request.
  var line: String { [kind.rawValue, request].compactMap(\.self).joined(separator: " ") }
}
