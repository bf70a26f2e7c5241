import Glibc
import Synchronization

/// Runs work that may block, one piece after the other, on a thread that lives while there is any.
package final class WorkerThread: Sendable {
  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var isRunning = false
  }

  private let state = Mutex(State())

  /// Makes a thread that starts with its first work.
  package init() {}

  /// Runs a closure after those before it, also if the calling task is cancelled.
  package func run<R: Sendable>(
    _ body: @escaping @Sendable () throws(StoreError) -> R
  ) async throws(StoreError) -> R {
    let result: Result<R, StoreError> = await withCheckedContinuation { continuation in
      let isAccepted = append {
        do throws(StoreError) { continuation.resume(returning: .success(try body())) } catch {
          continuation.resume(returning: .failure(error))
        }
      }
      guard !isAccepted else { return }
      continuation.resume(
        returning: .failure(StoreError(.busy, "the sessions cannot be read: the system has no thread left. Try again."))
      )
    }
    return try result.get()
  }

  /// Adds a job; `false` if the system has no thread for it.
  private func append(_ job: @escaping @Sendable () -> Void) -> Bool {
    state.withLock { state in
      if !state.isRunning {
        guard Self.start({ [self] in work() }) else { return false }
        state.isRunning = true
      }
      state.jobs.append(job)
      return true
    }
  }

  private func work() {
    while true {
      let jobs = state.withLock { state in
        defer { state.jobs = [] }
        state.isRunning = !state.jobs.isEmpty
        return state.jobs
      }
      if jobs.isEmpty { return }
      for job in jobs { job() }
    }
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs a closure on a new thread that nobody waits for; `false` if the system has none.
  private static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let context = unsafe Unmanaged.passRetained(Body(body))
    var handle = pthread_t()
    let routine: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
      // Safe: the context is the one retained above, and this thread alone releases it.
      if let context = unsafe context { unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
      return nil
    }
    guard unsafe pthread_create(&handle, nil, routine, context.toOpaque()) == 0 else {
      unsafe context.release()
      return false
    }
    pthread_detach(handle)
    return true
  }
}
