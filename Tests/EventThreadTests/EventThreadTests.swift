import EventThread
import Glibc
import Synchronization
import Testing

/// A number that jobs of any thread change.
final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  func increase() { count.withLock { $0 += 1 } }

  func reset() -> Int {
    count.withLock { count in
      defer { count = 0 }
      return count
    }
  }
}

@Suite(.timeLimit(.minutes(5)))
struct EventThreadTests {
  /// An actor that lives on a thread.
  actor Resident {
    let thread: EventThread
    var count = 0

    init(_ thread: EventThread) { self.thread = thread }

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    func increase() -> Int {
      count += 1
      return count
    }

    /// Whether other work of the thread got its turn while a neighbour was called.
    func callsWithoutHop(_ neighbour: Resident) async -> Bool {
      let interruptions = Counter()
      // Would run first if the call of the neighbour, or the way back, went through the queue.
      let other = Task(executorPreference: thread) { interruptions.increase() }
      _ = await neighbour.increase()
      let count = interruptions.value
      await other.value
      return count == 0
    }

    func assumedIncrease() -> Int { assumeIsolated { $0.increase() } }
  }

  @Test func `the calling thread is the loop until the body has returned`() throws {
    let caller = pthread_self()
    let (inBody, isCurrent) = try EventThread.run { thread in
      await Task.yield()
      return (pthread_self(), thread.isCurrent)
    }
    #expect(inBody == caller)
    #expect(isCurrent)
  }

  @Test func `the body can wait for another thread`() throws {
    let other = try EventThread.start(name: "other")
    let count = try EventThread.run { _ in
      let resident = Resident(other)
      for _ in 1..<1000 { _ = await resident.increase() }
      return await resident.increase()
    }
    #expect(count == 1000)
    other.stop()
  }

  @Test func `actors of one thread call each other without a hop`() throws {
    #expect(try EventThread.run { thread in await Resident(thread).callsWithoutHop(Resident(thread)) })
  }

  @Test func `another thread can have the handlers before waiting called`() async throws {
    let thread = try EventThread.start(name: "test")
    let (turns, continuation) = AsyncStream.makeStream(of: Void.self)
    await Task(executorPreference: thread) { thread.beforeWaiting { continuation.yield() } }.value
    var iterator = turns.makeAsyncIterator()
    for _ in 0..<3 {
      thread.wake()
      await iterator.next()
    }
    thread.stop()
  }

  @Test func `a wake between the handlers and the wait is not lost`() async throws {
    let thread = try EventThread.start(name: "test")
    let other = try EventThread.start(name: "other")
    let calls = Counter()
    await withCheckedContinuation { continuation in
      Task(executorPreference: thread) {
        thread.beforeWaiting {
          calls.increase()
          switch calls.value {
          case 1:
            // Over before the loop begins to wait: only what it left behind has the handler called again.
            Task(executorPreference: other) { thread.wake() }
            other.stop()
          case 2: continuation.resume()
          default: break
          }
        }
      }
    }
    thread.stop()
  }

  /// An object whose end is heard of.
  private final class Held: Sendable {
    private let ended: AsyncStream<Void>.Continuation

    init(_ ended: AsyncStream<Void>.Continuation) { self.ended = ended }

    deinit { ended.yield() }
  }

  @Test func `what a closure held is released before the thread waits`() async throws {
    let thread = try EventThread.start(name: "test")
    let (ends, ended) = AsyncStream.makeStream(of: Void.self)
    do {
      let held = Held(ended)
      thread.perform { withExtendedLifetime(held) {} }
    }
    var iterator = ends.makeAsyncIterator()
    await iterator.next()
    thread.stop()
  }

  @Test func `handlers of the thread are isolated to its actors`() async throws {
    let thread = try EventThread.start(name: "test")
    let resident = Resident(thread)
    let count = await withCheckedContinuation { continuation in
      Task(executorPreference: thread) {
        _ = thread.schedule(after: .zero) { continuation.resume(returning: resident.assumeIsolated { $0.increase() }) }
      }
    }
    #expect(count == 1)
    #expect(!thread.isCurrent)
    thread.stop()
  }

  @Test func `a task that prefers the thread stays on it, with its children`() async throws {
    let thread = try EventThread.start(name: "test")
    let places = await Task(executorPreference: thread) {
      await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<100 {
          group.addTask {
            await Task.yield()
            return thread.isCurrent
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }.value
    #expect(places.count == 100 && places.allSatisfy { $0 })
    thread.stop()
  }

  @Test func `jobs from many threads all arrive`() async throws {
    let thread = try EventThread.start(name: "test")
    let resident = Resident(thread)
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { @concurrent in
          for _ in 0..<2000 { _ = await resident.increase() }
        }
      }
    }
    #expect(await resident.count == 16_000)
    thread.stop()
  }

  @Test func `output is flushed once after a batch of jobs`() throws {
    let (flushes, writes) = try EventThread.run { thread in
      let pending = Counter()
      let flushes = Mutex([Int]())
      thread.beforeWaiting {
        let count = pending.reset()
        if count > 0 { flushes.withLock { $0.append(count) } }
      }
      await withTaskGroup { group in
        for _ in 0..<50 { group.addTask { pending.increase() } }
      }
      // Only a wait of the loop ends this one, so the flush comes first.
      await withCheckedContinuation { continuation in _ = thread.schedule(after: .zero) { continuation.resume() } }
      return (flushes.withLock { $0 }.count, flushes.withLock { $0 }.reduce(0, +))
    }
    #expect(flushes == 1)
    #expect(writes == 50)
  }

  @Test func `an ended thread has run what it was given before`() throws {
    let thread = try EventThread.start(name: "a name longer than the system allows")
    let counter = Counter()
    for _ in 0..<100 { Task(executorPreference: thread) { counter.increase() } }
    thread.stop()
    #expect(counter.value == 100)
  }

  @Test func `a process that may open no more files gets an error`() async {
    await #expect(processExitsWith: .success) {
      var limit = rlimit()
      _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      limit.rlim_cur = 3
      _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      #expect(throws: EventThreadError.noPipe(errno: EMFILE)) { try EventThread.run { _ in } }
      #expect(throws: EventThreadError.noPipe(errno: EMFILE)) { try EventThread.start(name: "no") }
    }
  }

  @Test func `a signal that cannot be watched is an error`() async {
    await #expect(processExitsWith: .success) {
      let error = try EventThread.run { thread -> EventThreadError? in
        var limit = rlimit()
        _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = 3
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        do throws(EventThreadError) { try thread.watchSignal(SIGUSR1) {} } catch { return error }
        return nil
      }
      #expect(error == .noPipe(errno: EMFILE))
    }
  }
}
