/// The turns of the event loop, and all state that only its thread touches.
///
/// A class, so that jobs and handlers can change its parts while the loop iterates over them: no access to a part spans
/// a call of a job or handler.
final class Loop {
  /// The most jobs per turn, so that jobs which enqueue jobs cannot starve descriptors and timers.
  private static let jobsPerTurn = 1024

  var jobs = JobQueue()
  var descriptors = DescriptorTable()
  var timers = TimerQueue()
  var beforeWaiting: [@Sendable () -> Void] = []
  var isStopping = false
  private let inbox: Inbox

  init(inbox: Inbox) {
    self.inbox = inbox
  }

  func run(for thread: EventThread) {
    let event = inbox.event
    _ = descriptors.insert(event.descriptor, .readable) { _ in event.acknowledge() }
    repeat {
      takeArrivals()
      runJobs(of: thread)
      for handler in beforeWaiting { handler() }
      if isStopping { return }
      callReadyHandlers(count: wait())
      callDueHandlers()
    } while true
  }

  /// Takes the jobs of other threads, and runs their closures.
  ///
  /// A function of its own, so that nothing holds the closures, and what they captured, while the thread waits.
  private func takeArrivals() {
    let (closures, isClosed) = inbox.drain(into: &jobs)
    if isClosed { isStopping = true }
    for closure in closures { closure() }
  }

  private func runJobs(of thread: EventThread) {
    let serial = unsafe thread.asUnownedSerialExecutor()
    let task = unsafe thread.asUnownedTaskExecutor()
    for _ in 0..<Self.jobsPerTurn {
      guard let job = jobs.popFirst() else { return }
      // With both executors: the runtime then finds a task that prefers the thread already in place, and saves a hop.
      unsafe job.runSynchronously(isolatedTo: serial, taskExecutor: task)
    }
  }

  /// Waits, and returns the number of ready descriptors.
  private func wait() -> Int {
    let hasWork = !jobs.isEmpty || !inbox.beginWaiting()
    return descriptors.wait(atMost: hasWork ? .zero : timers.timeToNext())
  }

  private func callReadyHandlers(count: Int) {
    var remaining = count
    var slot = 0
    while remaining > 0, slot < descriptors.slotCount {
      if let (handler, ready) = descriptors.takeReady(slot) {
        remaining -= 1
        handler(ready)
      }
      slot += 1
    }
  }

  private func callDueHandlers() {
    guard !timers.isEmpty else { return }
    // The time is read once: a handler that schedules itself for now runs in the next turn.
    let now = ContinuousClock.now
    while let handler = timers.popDue(at: now) { handler() }
  }
}
