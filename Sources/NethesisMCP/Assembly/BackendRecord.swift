import APITools
import JSON
import MCPHTTP
import Synchronization

/// What calls have shown of the backends, for those who look after a server.
///
/// Nobody asks a backend for it: what the last call has met is what the next one can expect.
final class BackendRecord: Sendable {
  /// The counts of the server, the backend's latency among them.
  let metrics = Metrics()
  private let last = Mutex<[String?: String]>([:])
  private let names = Mutex<[String]>([])

  /// The documents that are served now, where there are several.
  var documents: [String] {
    get { names.withLock { $0 } }
    set { names.withLock { $0 = newValue } }
  }

  /// What came of the last call: `answering`, or what is wrong; `nil` before the first.
  ///
  /// Where several documents are served, an object that says it of the backend of each.
  var state: JSONValue? {
    let documents = documents
    return last.withLock { last in
      guard !documents.isEmpty else { return last[nil].map(JSONValue.string) }
      return .object(JSONObject(documents.map { ($0, .string(last[$0] ?? "not asked yet")) }))
    }
  }

  /// Notes an answer, whatever it says: only those from 500 on say something of the backend itself.
  func note(status: Int, after duration: Duration, of document: String? = nil) {
    note(status < 500 ? "answering" : "failing with \(status)", after: duration, of: document)
  }

  /// Notes that there was no answer.
  func note(_ kind: BackendError.Kind, after duration: Duration, of document: String? = nil) {
    switch kind {
    case .cancelled: break  // It was not waited for.
    case .timeout: note("timing out", after: duration, of: document)
    case .unreachable: note("unreachable", after: duration, of: document)
    case .interrupted: note("hanging up", after: duration, of: document)
    case .invalidAnswer: note("answering wrongly", after: duration, of: document)
    }
  }

  private func note(_ state: String, after duration: Duration, of document: String?) {
    last.withLock { $0[document] = state }
    metrics.backend.add(seconds: duration / .seconds(1))
  }
}
