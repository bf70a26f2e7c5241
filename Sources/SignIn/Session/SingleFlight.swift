import Synchronization

/// Runs one operation at a time: all who ask while it runs get its outcome.
final class SingleFlight<Value: Sendable>: Sendable {
  typealias Outcome = Result<Value, SignInError>

  private struct State {
    var isRunning = false
    var nextID = 0
    var waiting: [Int: CheckedContinuation<Outcome, Never>] = [:]
    var idle: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Joins the running operation or starts one; a caller that is cancelled leaves, and the operation goes on.
  func run(_ operation: @escaping @Sendable () async throws(SignInError) -> Value) async throws(SignInError) -> Value {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let starts: Bool? = state.withLock { state in
          guard !Task.isCancelled else { return nil }
          state.waiting[id] = continuation
          defer { state.isRunning = true }
          return !state.isRunning
        }
        guard let starts else { return continuation.resume(returning: .failure(.cancelled)) }
        if starts { start(operation) }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: .failure(.cancelled))
    }.get()
  }

  /// Waits until no operation runs, so that the program does not end between a request and the storing of its response.
  func becomeIdle() async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        if state.isRunning { state.idle.append(continuation) }
        return !state.isRunning
      }
      if isIdle { continuation.resume() }
    }
  }

  private func start(_ operation: @escaping @Sendable () async throws(SignInError) -> Value) {
    // Unstructured on purpose: a refresh that was sent must be stored, even if every caller has left.
    Task {
      let outcome: Outcome
      do throws(SignInError) {
        outcome = .success(try await operation())
      } catch {
        outcome = .failure(error)
      }
      finish(outcome)
    }
  }

  private func finish(_ outcome: Outcome) {
    let (waiting, idle) = state.withLock { state in
      defer { (state.waiting, state.idle, state.isRunning) = ([:], [], false) }
      return (state.waiting, state.idle)
    }
    for continuation in waiting.values { continuation.resume(returning: outcome) }
    for continuation in idle { continuation.resume() }
  }
}
