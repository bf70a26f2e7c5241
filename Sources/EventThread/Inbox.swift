import Synchronization

/// The jobs that other threads hand to the loop, and the event that ends its wait.
///
/// The event is written only if the loop waits or is about to: a burst of jobs costs one system call.
final class Inbox: Sendable {
  private struct State {
    var jobs: [UnownedJob] = []
    var isLoopWaiting = false
    /// Whether the loop owes a turn that no job stands for.
    var isTurnDue = false
    var isClosed = false
  }

  /// Raised when the loop waits and is to look into the inbox.
  let event: Event
  private let state = Mutex(State())

  init() throws(EventThreadError) {
    event = try Event()
  }

  func append(_ job: UnownedJob) {
    change { $0.jobs.append(job) }
  }

  /// Has the loop take another turn.
  ///
  /// Kept until the turn begins: the loop may be between its last look at what it serves and its wait.
  func wake() {
    change { $0.isTurnDue = true }
  }

  /// Tells the loop to end after the jobs it has.
  func close() {
    change { $0.isClosed = true }
  }

  /// Moves the jobs to the end of a queue; returns whether the inbox was closed.
  func drain(into jobs: inout JobQueue) -> Bool {
    state.withLock { state in
      state.isLoopWaiting = false
      state.isTurnDue = false
      for job in state.jobs { jobs.append(job) }
      state.jobs.removeAll(keepingCapacity: true)
      return state.isClosed
    }
  }

  /// Announces that the loop is about to wait; false if there is something to do first.
  func beginWaiting() -> Bool {
    state.withLock { state in
      guard state.jobs.isEmpty, !state.isTurnDue, !state.isClosed else { return false }
      state.isLoopWaiting = true
      return true
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let mustWake = state.withLock { state in
      body(&state)
      defer { state.isLoopWaiting = false }
      return state.isLoopWaiting
    }
    if mustWake { event.raise() }
  }
}
