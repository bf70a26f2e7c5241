import Glibc
import Synchronization

/// One operating system thread that runs Swift jobs and waits for descriptors, timers and signals in between.
///
/// It is a serial executor, for actors that name it as their `unownedExecutor`, and a task executor, for tasks that
/// prefer it. In such a task, actors that share the thread call each other without a hop. Each turn runs the jobs at hand, then the handlers of
/// ``beforeWaiting(_:)``, then waits in `poll`, then calls the handlers of what became ready or due. Waiting is `poll`
/// and not `epoll` because standard input may be a regular file; the flags of a descriptor it is given are never changed.
///
/// A job that arrives after the end of the thread is never run: end the thread last.
package final class EventThread: SerialExecutor, TaskExecutor {
  private let inbox: Inbox
  /// The `pthread_t` of the thread while it runs, else 0: the identity of an ended thread may be given to another.
  private let identity = Atomic<pthread_t>(0)
  /// The handle to join a thread of ``start(name:)`` by.
  private let handle = Mutex<pthread_t?>(nil)
  // Touched by the thread alone: every access goes through `loop`, which checks it.
  private nonisolated(unsafe) let confinedLoop: Loop

  private let name: String

  private init(name: String = "") throws(EventThreadError) {
    self.name = name
    inbox = try Inbox()
    unsafe confinedLoop = Loop(inbox: inbox)
  }

  /// Makes the calling thread the loop until the body has returned.
  ///
  /// Neither another thread nor a Dispatch queue comes into being. Work that the body left behind is dropped.
  package static func run<R: Sendable>(
    _ body: @escaping @Sendable (EventThread) async -> R
  ) throws(EventThreadError) -> R {
    let thread = try EventThread()
    let result = Result<R>()
    thread.turn {
      // The root of the program: nothing above could own it.
      Task(executorPreference: thread) {
        result.set(await body(thread))
        thread.loop.isStopping = true
      }
    }
    return result.take()
  }

  /// Starts a thread of its own, to be ended with ``stop()``; the system shows 15 bytes of its name.
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

  /// Ends a thread of ``start(name:)`` after the jobs at hand and waits for it; not to be called on the thread itself.
  package func stop() {
    precondition(!isCurrent, "a thread cannot wait for its own end")
    inbox.close()
    let handle = handle.withLock { $0.take() }
    if let handle { pthread_join(handle, nil) }
  }

  /// Has the thread take another turn, so that the handlers of ``beforeWaiting(_:)`` see what was done elsewhere.
  package func wake() {
    if !isCurrent { inbox.wake() }
  }

  /// Whether the caller runs on this thread.
  package var isCurrent: Bool { identity.load(ordering: .relaxed) == pthread_self() }

  /// The state of the loop, which only the thread may touch.
  var loop: Loop {
    precondition(isCurrent, "this is for code that runs on the event thread")
    return unsafe confinedLoop
  }

  /// Turns the calling thread into the loop until something stops it.
  fileprivate func turn(first: () -> Void) {
    identity.store(pthread_self(), ordering: .relaxed)
    if !name.isEmpty { nameCallingThread() }
    first()
    loop.run(for: self)
    identity.store(0, ordering: .relaxed)
  }
}

extension EventThread {
  /// Tells the system the name, for `ps` and debuggers; a failure does not matter.
  private func nameCallingThread() {
    let file = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    var name = name
    _ = name.withUTF8 { unsafe write(file, $0.baseAddress, min($0.count, 15)) }
    close(file)
  }
}

/// What a started thread does: it owns its `EventThread`, the context, until it ends.
private let startRoutine: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
  guard let context = unsafe context else { return nil }
  unsafe Unmanaged<EventThread>.fromOpaque(context).takeRetainedValue().turn {}
  return nil
}

// MARK: - Executor

extension EventThread {
  /// Appends the job: to the loop's own queue on the thread, without a lock; from elsewhere to the inbox.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent { loop.jobs.append(job) } else { inbox.append(job) }
  }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor { unsafe UnownedSerialExecutor(ordinary: self) }

  package func isIsolatingCurrentContext() -> Bool? { isCurrent }

  package func checkIsolated() { precondition(isCurrent, "not on the event thread") }
}

/// Where the body of ``EventThread/run(_:)`` leaves what it returns.
private final class Result<R: Sendable>: Sendable {
  private let value = Mutex<R?>(nil)

  func set(_ value: R) { self.value.withLock { $0 = value } }

  func take() -> R {
    guard let value = value.withLock({ $0.take() }) else { preconditionFailure("the loop ended before its body") }
    return value
  }
}
