import JSON
import JSONRPC
import MCP
import Synchronization

/// Answers when it is let, or when it is cancelled.
final class Gate: ToolHandler {
  private struct State {
    var waiting: [CheckedContinuation<Void, Never>] = []
    var isOpen = false
    var cancellations = 0
    var watchers: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  var cancellations: Int { state.withLock { $0.cancellations } }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until a call was cancelled.
  func cancelled() async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.cancellations == 0 { state.watchers.append(continuation) }
        return state.cancellations > 0
      }
      if isThere { continuation.resume() }
    }
  }

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOpen = state.withLock { state in
          if !state.isOpen { state.waiting.append(continuation) }
          return state.isOpen
        }
        if isOpen { continuation.resume() }
      }
    } onCancel: {
      let watchers = state.withLock { state in
        state.cancellations += 1
        defer { state.watchers = [] }
        return state.watchers
      }
      for continuation in watchers { continuation.resume() }
      open()
    }
    return .complete(ToolResult(content: [.text("through")]))
  }
}
