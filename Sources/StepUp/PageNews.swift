import Synchronization

/// Wakes calls that wait for a page of this process; changes by other replicas are found by looking.
package final class PageNews: Sendable {
  private struct State {
    var waiting: [String: [Int: AsyncStream<Never>.Continuation]] = [:]
    var lastID = 0
    var hasStopped = false
  }

  private let state = Mutex(State())

  /// Makes it for pages that nobody waits for yet.
  package init() {}

  /// Wakes the calls that wait for a page.
  package func tell(_ page: String) {
    for continuation in state.withLock({ $0.waiting.removeValue(forKey: page) })?.values ?? [:].values {
      continuation.finish()
    }
  }

  /// Wakes all calls, and those that would begin to wait.
  package func stop() {
    let waiting = state.withLock { state in
      state.hasStopped = true
      defer { state.waiting = [:] }
      return state.waiting.values.flatMap(\.values)
    }
    for continuation in waiting { continuation.finish() }
  }

  /// Whether nobody waits any more.
  package var hasStopped: Bool { state.withLock { $0.hasStopped } }

  /// Waits for news of a page, a time limit, or the cancellation of the task, whichever comes first.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - limit: The time limit.
  ///   - clock: The clock of the limit.
  ///   - isStill: Looks whether there is something to wait for, once news can no longer be missed.
  package func wait(
    for page: String,
    atMost limit: Duration,
    on clock: any Clock<Duration>,
    if isStill: @Sendable () async -> Bool = { true }
  ) async {
    let (news, continuation) = AsyncStream.makeStream(of: Never.self)
    let id: Int? = state.withLock { state in
      guard !state.hasStopped else { return nil }
      state.lastID += 1
      state.waiting[page, default: [:]][state.lastID] = continuation
      return state.lastID
    }
    guard let id else { return }
    if await isStill() {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await _ in news {} }
        group.addTask { try? await clock.sleep(for: limit) }
        await group.next()
        group.cancelAll()
      }
    }
    state.withLock { state in
      state.waiting[page]?[id] = nil
      if state.waiting[page]?.isEmpty == true { state.waiting[page] = nil }
    }
  }
}
