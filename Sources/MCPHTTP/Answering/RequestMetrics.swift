import MCP
import NIOHTTP1
import Synchronization

/// The metrics of one request, from its head to the end of its response.
final class RequestMetrics: Sendable {
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

  /// Takes one of the slots for requests in progress; false if none is free.
  func takeSlot(of maximum: Int) -> Bool {
    guard metrics.takeSlot(of: maximum) else { return false }
    state.withLock { $0.holdsSlot = true }
    return true
  }

  /// Frees the slot of a request that only waits, and counts as a stream.
  func releaseSlot() {
    let heldSlot = state.withLock { state in
      defer { state.holdsSlot = false }
      return state.holdsSlot
    }
    if heldSlot { metrics.releaseSlot() }
  }

  /// Sets the kind and version under which the request is counted.
  func name(_ kind: Metrics.Kind, _ version: ProtocolVersion?) {
    state.withLock { $0.label = Metrics.Label(kind: kind, version: version) }
  }

  /// Counts the request; only the first call has an effect.
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
