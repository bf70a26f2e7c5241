import Synchronization

/// Jobs from other threads for the loop, and the event that ends its wait.
///
/// The event is raised only if the loop waits or is about to: a burst of jobs costs one system call.
final class Inbox: Sendable {
  private struct State {
    var jobs: [UnownedJob] = []
    var isLoopWaiting = false
    /// Whether the loop must take another turn, even without a job.
    var isTurnDue = false
    var isClosed = false
  }

  /// Raised when the waiting loop must look into the inbox.
  let event: Event
  private let state = Mutex(State())

  init() throws(EventThreadError) {
    event = try Event()
  }

  func append(_ job: UnownedJob) {
    change { $0.jobs.append(job) }
  }

  /// Makes the loop take another turn.
  ///
  /// Remembered until the turn begins: the loop may be between its last check and its wait.
  func wake() {
    change { $0.isTurnDue = true }
  }

  /// Tells the loop to stop after its present jobs.
  func close() {
    change { $0.isClosed = true }
  }

  /// Moves the jobs to the end of a queue, and returns whether the inbox was closed.
  func drain(into jobs: inout JobQueue) -> Bool {
    state.withLock { state in
      state.isLoopWaiting = false
      state.isTurnDue = false
      for job in state.jobs { jobs.append(job) }
      state.jobs.removeAll(keepingCapacity: true)
      return state.isClosed
    }
  }

  /// Announces that the loop is about to wait; false if there is work first.
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
