import JSON
import JSONRPC
import MCP
import Synchronization

/// Answers when it is let, or when it is cancelled.
final class Gate: ToolHandler {
  private struct State {
    var waiting: [CheckedContinuation<Void, Never>] = []
    var isOpen = false
    var calls = 0
    var cancellations = 0
  }

  private let state = Mutex(State())
  private let changes: AsyncStream<Void>
  private let changed: AsyncStream<Void>.Continuation

  init() { (changes, changed) = AsyncStream.makeStream() }

  var cancellations: Int { state.withLock { $0.cancellations } }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until a call has come.
  func entered() async { await wait { $0.calls > 0 } }

  /// Waits until a call was cancelled.
  func cancelled() async { await wait { $0.cancellations > 0 } }

  private func wait(until isMet: (State) -> Bool) async {
    var changes = changes.makeAsyncIterator()
    while !state.withLock({ isMet($0) }) { await changes.next() }
  }

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOpen = state.withLock { state in
          state.calls += 1
          if !state.isOpen { state.waiting.append(continuation) }
          return state.isOpen
        }
        changed.yield()
        if isOpen { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.cancellations += 1 }
      changed.yield()
      open()
    }
    return .complete(ToolResult(content: [.text("through")]))
  }
}
