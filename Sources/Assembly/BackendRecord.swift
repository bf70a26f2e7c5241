package import JSON
package import MCPHTTP
import Operations
import Synchronization

/// The state of the backends as calls have met it, for the people who run the server.
///
/// No backend is probed for it: the next call can expect what the last one met.
package final class BackendRecord: Sendable {
  /// The server's counters, including the backend's latency.
  package let metrics = Metrics()
  private let last = Mutex<[String?: String]>([:])
  private let names = Mutex<[String]>([])

  /// Makes a record of nothing.
  package init() {}

  /// The names of the documents served now, if there are several.
  var documents: [String] {
    get { names.withLock { $0 } }
    set { names.withLock { $0 = newValue } }
  }

  /// The outcome of the last call: `answering`, or the fault; `nil` before the first.
  ///
  /// With several documents, an object with the outcome for the backend of each.
  package var state: JSONValue? {
    let documents = documents
    return last.withLock { last in
      guard !documents.isEmpty else { return last[nil].map(JSONValue.string) }
      return .object(JSONObject(documents.map { ($0, .string(last[$0] ?? "not asked yet")) }))
    }
  }

  /// Records a response; only a status from 500 on counts as a fault of the backend.
  func note(status: Int, after duration: Duration, of document: String? = nil) {
    note(status < 500 ? "answering" : "failing with \(status)", after: duration, of: document)
  }

  /// Records a call without a response.
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
