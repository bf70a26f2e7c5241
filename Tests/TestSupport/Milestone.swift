import Dispatch
import Synchronization

/// A point that one side reaches and the other waits for: tasks and threads alike.
package final class Milestone: Sendable {
  private struct State {
    var isReached = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let semaphore = DispatchSemaphore(value: 0)

  package init() {}

  package func reach() {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      state.isReached = true
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
    semaphore.signal()
  }

  package func wait() async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if !state.isReached { state.waiting.append(continuation) }
        return state.isReached
      }
      if isReached { continuation.resume() }
    }
  }

  /// Waits on the calling thread, not for use in tasks.
  package func block() {
    semaphore.wait()
    semaphore.signal()
  }
}
