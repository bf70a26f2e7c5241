import MCP
import NIOHTTP1
import Synchronization

/// One request from its head to the end of its answer: what is counted of it.
final class Visit: Sendable {
  private struct State {
    var label = Metrics.Label()
    var holdsSlot = false
    var hasEnded = false
  }

  private let metrics: Metrics
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  init(_ metrics: Metrics) { self.metrics = metrics }

  deinit { releaseSlot() }

  /// Counts as one of the requests that are worked on, unless there are too many.
  func takeSlot(of maximum: Int) -> Bool {
    guard metrics.takeSlot(of: maximum) else { return false }
    state.withLock { $0.holdsSlot = true }
    return true
  }

  /// Does not count as worked on any more: for what only waits, and is counted as a stream.
  func releaseSlot() {
    let heldSlot = state.withLock { state in
      defer { state.holdsSlot = false }
      return state.holdsSlot
    }
    if heldSlot { metrics.releaseSlot() }
  }

  /// Has the request counted under its kind and version.
  func name(_ kind: Metrics.Kind, _ version: ProtocolVersion?) {
    state.withLock { $0.label = Metrics.Label(kind: kind, version: version) }
  }

  /// Counts the request; only its first end counts.
  func end(_ status: HTTPResponseStatus) {
    let label: Metrics.Label? = state.withLock { state in
      guard !state.hasEnded else { return nil }
      state.hasEnded = true
      return state.label
    }
    releaseSlot()
    guard let label else { return }
    metrics.count(label, status: Int(status.code), duration: start.duration(to: .now))
  }
}
