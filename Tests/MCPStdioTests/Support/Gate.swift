import JSON
import JSONRPC
import MCP
import Synchronization
import TestSupport

/// Answers when it is let, or when it is cancelled.
final class Gate: ToolHandler {
  private struct State {
    var waiting: [CheckedContinuation<Void, Never>] = []
    var isOpen = false
    var cancellations = 0
  }

  private let state = Mutex(State())

  private let hasPassed = Milestone()

  /// Waits until a call has come through.
  func passed() async { await hasPassed.wait() }

  var cancellations: Int { state.withLock { $0.cancellations } }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
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
      state.withLock { $0.cancellations += 1 }
      open()
    }
    hasPassed.reach()
    return .complete(ToolResult(content: [.text("through")]))
  }
}

/// Asks the client for a text, but only once a gate is open.
struct AskLater: ToolHandler {
  let gate: Gate

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    _ = try await gate.call(arguments, context)
    return try await Say().call(arguments, context)
  }
}
