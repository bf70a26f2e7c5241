import MCP
import Synchronization

/// The metrics of the server, for Prometheus (text format 0.0.4).
package final class Metrics: Sendable {
  /// Kinds of requests with separate series: only those of the protocol, so that no caller can create more.
  enum Kind: Hashable {
    case request(Method)
    case notification, response, batch, get, delete, other

    var text: String {
      switch self {
      case .request(let method): method.rawValue
      case .notification: "notification"
      case .response: "response"
      case .batch: "batch"
      case .get: "GET"
      case .delete: "DELETE"
      case .other: "other"
      }
    }
  }

  /// The labels of a request's series.
  struct Label: Hashable {
    var kind = Kind.other
    /// The version of the protocol; `nil` if the request has none.
    var version: ProtocolVersion?
  }

  private struct Series: Hashable {
    let label: Label
    let status: Int
  }

  private struct State {
    var requests: [Series: Int] = [:]
    var durations = Histogram()
    var slots = 0
  }

  /// The latency of the backend, added by the code that calls it.
  package let backend = SharedHistogram()
  private let state = Mutex(State())

  /// Makes metrics with all counts at zero.
  package init() {}

  func takeSlot(of maximum: Int) -> Bool {
    state.withLock { state in
      guard state.slots < maximum else { return false }
      state.slots += 1
      return true
    }
  }

  func releaseSlot() { state.withLock { $0.slots -= 1 } }

  func count(_ label: Label, status: Int, duration: Duration) {
    let seconds = duration / .seconds(1)
    state.withLock { state in
      state.requests[Series(label: label, status: status), default: 0] += 1
      if label.kind == .request(.callTool) { state.durations.add(seconds) }
    }
  }

  /// All values as text.
  ///
  /// - Parameters:
  ///   - streams: The number of open streams.
  ///   - sessions: The number of sessions.
  /// - Returns: The page.
  func text(streams: Int, sessions: Int) -> String {
    let (requests, durations, slots) = state.withLock { ($0.requests, $0.durations, $0.slots) }
    var page = MetricsText()
    page.begin("nethesis_mcp_requests_total", "counter", "Requests that were answered.")
    let series = requests.map { (Self.labels($0.key), $0.value) }.sorted { $0.0 < $1.0 }
    for (labels, count) in series { page.add(labels, Double(count)) }
    page.begin("nethesis_mcp_call_duration_seconds", "histogram", "How long tool calls took.")
    page.add(durations)
    page.begin("nethesis_mcp_backend_duration_seconds", "histogram", "How long answers of the backend took.")
    page.add(backend.value)
    page.add("nethesis_mcp_requests_in_flight", "Requests that are worked on.", Double(slots))
    page.add("nethesis_mcp_streams", "Streams that are open.", Double(streams))
    page.add("nethesis_mcp_sessions", "Sessions of clients up to 2025-11-25.", Double(sessions))
    page.add(ProcessStatus.now())
    return page.text
  }

  private static func labels(_ series: Series) -> String {
    let version = series.label.version?.rawValue ?? "none"
    return #"method="\#(series.label.kind.text)",version="\#(version)",status="\#(series.status)""#
  }
}
