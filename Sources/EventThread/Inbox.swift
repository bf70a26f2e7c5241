import Synchronization

/// The jobs and closures that other threads hand to the loop, and the event that ends its wait.
///
/// The event is raised only if the loop waits or is about to: a burst of jobs costs one system call.
final class Inbox: Sendable {
  private struct State {
    var jobs: [UnownedJob] = []
    var closures: [@Sendable () -> Void] = []
    /// The number of both that have ever come.
    var arrivals = 0
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
    change {
      $0.jobs.append(job)
      $0.arrivals += 1
    }
  }

  func append(_ closure: @escaping @Sendable () -> Void) {
    change {
      $0.closures.append(closure)
      $0.arrivals += 1
    }
  }

  /// The number of jobs and closures that have come from other threads.
  var arrivals: Int { state.withLock { $0.arrivals } }

  /// Has the loop take another turn.
  ///
  /// Remembered until the turn begins: the loop may be between its last check and its wait.
  func wake() {
    change { $0.isTurnDue = true }
  }

  /// Tells the loop to stop after its present jobs.
  func close() {
    change { $0.isClosed = true }
  }

  /// Moves the jobs to the end of a queue.
  ///
  /// - Returns: The closures, in the order they came, and whether the inbox was closed.
  func drain(into jobs: inout JobQueue) -> (closures: [@Sendable () -> Void], isClosed: Bool) {
    state.withLock { state in
      state.isLoopWaiting = false
      state.isTurnDue = false
      for job in state.jobs { jobs.append(job) }
      state.jobs.removeAll(keepingCapacity: true)
      guard !state.closures.isEmpty else { return ([], state.isClosed) }
      defer { state.closures = [] }
      return (state.closures, state.isClosed)
    }
  }

  /// Announces that the loop is about to wait; false if there is work first.
  func beginWaiting() -> Bool {
    state.withLock { state in
      guard state.jobs.isEmpty, state.closures.isEmpty, !state.isTurnDue, !state.isClosed else { return false }
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
