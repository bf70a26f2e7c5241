import APITools
import MCPHTTP
import Synchronization

/// What calls have shown of the backend, for those who look after a server.
///
/// Nobody asks the backend for it: what the last call has met is what the next one can expect.
final class BackendRecord: Sendable {
  /// The counts of the server, the backend's latency among them.
  let metrics = Metrics()
  private let last = Mutex<String?>(nil)

  /// What came of the last call: `answering`, or what is wrong; `nil` before the first.
  var state: String? { last.withLock { $0 } }

  /// Notes an answer, whatever it says: only those from 500 on say something of the backend itself.
  func note(status: Int, after duration: Duration) {
    note(status < 500 ? "answering" : "failing with \(status)", after: duration)
  }

  /// Notes that there was no answer.
  func note(_ kind: BackendError.Kind, after duration: Duration) {
    switch kind {
    case .cancelled: break  // It was not waited for.
    case .timeout: note("timing out", after: duration)
    case .unreachable: note("unreachable", after: duration)
    case .interrupted: note("hanging up", after: duration)
    case .invalidAnswer: note("answering wrongly", after: duration)
    }
  }

  private func note(_ state: String, after duration: Duration) {
    last.withLock { $0 = state }
    metrics.backend.add(seconds: duration / .seconds(1))
  }
}
