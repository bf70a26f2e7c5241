import Glibc
import Synchronization

/// One operating system thread that runs Swift jobs and waits for descriptors, timers and signals in between.
///
/// It is a serial executor, for actors that name it as their `unownedExecutor`, and a task executor, for tasks that
/// prefer it. In such a task, actors that share the thread call each other without a hop. Each turn runs the pending
/// jobs, then the handlers of ``beforeWaiting(_:)``, then waits in `poll`, then calls the handlers of ready descriptors
/// and due timers. It uses `poll`, not `epoll`, because standard input may be a regular file; it never changes a
/// descriptor's flags.
///
/// A job that arrives after the end of the thread never runs: stop the thread last.
package final class EventThread: SerialExecutor, TaskExecutor {
  private let inbox: Inbox
  /// The `pthread_t` of the thread while it runs, else 0: the system may reuse the value of a thread that has ended.
  private let identity = Atomic<pthread_t>(0)
  /// The handle for joining a thread of ``start(name:)``.
  private let handle = Mutex<pthread_t?>(nil)
  // Touched only by the thread: every access goes through `loop`, which checks it.
  private nonisolated(unsafe) let confinedLoop: Loop

  private let name: String

  private init(name: String = "") throws(EventThreadError) {
    self.name = name
    inbox = try Inbox()
    unsafe confinedLoop = Loop(inbox: inbox)
  }

  /// Runs the loop on the calling thread until the closure has returned.
  ///
  /// No other thread and no Dispatch queue is created. Work left behind by the closure is dropped.
  ///
  /// - Parameters:
  ///   - usesDispatch: Whether the closure may use threads of libdispatch, which cannot live without `/proc`.
  ///   - body: The closure.
  /// - Returns: The value of the closure.
  /// - Throws: If the system has no pipe for the thread, or `/proc` is missing.
  package static func run<R: Sendable>(
    usesDispatch: Bool = true,
    _ body: @escaping @Sendable (EventThread) async -> R
  ) throws(EventThreadError) -> R {
    if usesDispatch, unsafe access("/proc/self", F_OK) != 0 { throw .noProc }
    let thread = try EventThread()
    let result = Result<R>()
    thread.turn {
      // The root task of the program: no other task could own it.
      Task(executorPreference: thread) {
        result.set(await body(thread))
        thread.loop.isStopping = true
      }
    }
    return result.take()
  }

  /// Starts a new thread, to be ended with ``stop()``; the system shows 15 bytes of its name.
  package static func start(name: String) throws(EventThreadError) -> EventThread {
    let thread = try EventThread(name: name)
    var handle = pthread_t()
    let context = unsafe Unmanaged.passRetained(thread)
    let failure = unsafe pthread_create(&handle, nil, startRoutine, context.toOpaque())
    guard failure == 0 else {
      unsafe context.release()
      throw .noThread(errno: failure)
    }
    thread.handle.withLock { $0 = handle }
    return thread
  }

  /// Ends a thread of ``start(name:)`` after its pending jobs, and waits for it; never call it on the thread itself.
  package func stop() {
    precondition(!isCurrent, "a thread cannot wait for its own end")
    inbox.close()
    let handle = handle.withLock { $0.take() }
    if let handle { pthread_join(handle, nil) }
  }

  /// Makes the thread take another turn, so that the handlers of ``beforeWaiting(_:)`` see changes made by other
  /// threads.
  package func wake() {
    if !isCurrent { inbox.wake() }
  }

  /// Does something on the thread: at once if the caller runs on it, else in its next turn, in the order of the calls.
  package func perform(_ body: @escaping @Sendable () -> Void) {
    if isCurrent { body() } else { inbox.append(body) }
  }

  /// The number of jobs and closures that other threads have handed to this one: each may have woken it.
  package var arrivals: Int { inbox.arrivals }

  /// Whether the caller runs on this thread.
  package var isCurrent: Bool { identity.load(ordering: .relaxed) == pthread_self() }

  /// The state of the loop, for use on the thread only.
  var loop: Loop {
    precondition(isCurrent, "this is for code that runs on the event thread")
    return unsafe confinedLoop
  }

  /// Runs the loop on the calling thread until it is stopped.
  fileprivate func turn(first: () -> Void) {
    identity.store(pthread_self(), ordering: .relaxed)
    if !name.isEmpty { nameCallingThread() }
    first()
    loop.run(for: self)
    identity.store(0, ordering: .relaxed)
  }
}

extension EventThread {
  /// Sets the thread's name for `ps` and debuggers; failure is harmless.
  private func nameCallingThread() {
    let file = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    var name = name
    _ = name.withUTF8 { unsafe write(file, $0.baseAddress, min($0.count, 15)) }
    close(file)
  }
}

/// The start routine of a thread: it owns its `EventThread`, the context, until it ends.
private let startRoutine: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
  guard let context = unsafe context else { return nil }
  unsafe Unmanaged<EventThread>.fromOpaque(context).takeRetainedValue().turn {}
  return nil
}

// MARK: - Executor

extension EventThread {
  /// Appends the job: on the thread to the loop's own queue, without a lock; elsewhere to the inbox.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent { loop.jobs.append(job) } else { inbox.append(job) }
  }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor { unsafe UnownedSerialExecutor(ordinary: self) }

  package func isIsolatingCurrentContext() -> Bool? { isCurrent }

  package func checkIsolated() { precondition(isCurrent, "not on the event thread") }
}

/// Holds the result of the closure of ``EventThread/run(_:)``.
private final class Result<R: Sendable>: Sendable {
  private let value = Mutex<R?>(nil)

  func set(_ value: R) { self.value.withLock { $0 = value } }

  func take() -> R {
    guard let value = value.withLock({ $0.take() }) else { preconditionFailure("the loop ended before its body") }
    return value
  }
}
