/// A scheduled call of a handler; for use on the thread only.
package struct Timer: Sendable {
  let thread: EventThread
  let key: TimerQueue.Key

  /// Cancels the call; no effect after it was made.
  package func cancel() { thread.loop.timers.remove(key) }
}

extension EventThread {
  /// Calls a handler once on the thread after a duration; call it on the thread.
  @discardableResult
  package func schedule(after time: Duration, _ handler: @escaping @Sendable () -> Void) -> Timer {
    schedule(at: .now + time, handler)
  }

  /// Calls a handler once on the thread at an instant, or in the next turn if that is past; call it on the thread.
  @discardableResult
  package func schedule(at deadline: ContinuousClock.Instant, _ handler: @escaping @Sendable () -> Void) -> Timer {
    Timer(thread: self, key: loop.timers.insert(at: deadline, handler))
  }
}

/// The timers of a thread, sorted, with the next one last.
///
/// There are as many as calls in flight, so moving the tail of an array beats a heap, and cancelling is exact.
struct TimerQueue {
  /// The position of a timer in the order: equal deadlines stay in the order in which they were set.
  struct Key: Comparable, Sendable {
    let deadline: ContinuousClock.Instant
    let number: Int

    static func < (a: Key, b: Key) -> Bool { (a.deadline, a.number) < (b.deadline, b.number) }
  }

  private var entries: [(key: Key, handler: @Sendable () -> Void)] = []
  private var lastNumber = 0

  var isEmpty: Bool { entries.isEmpty }

  mutating func insert(at deadline: ContinuousClock.Instant, _ handler: @escaping @Sendable () -> Void) -> Key {
    lastNumber += 1
    let key = Key(deadline: deadline, number: lastNumber)
    entries.insert((key, handler), at: index(of: key))
    return key
  }

  mutating func remove(_ key: Key) {
    let index = index(of: key)
    if index < entries.count, entries[index].key == key { entries.remove(at: index) }
  }

  /// The time until the next timer is due: zero if it is overdue, `nil` if there is none.
  func timeToNext() -> Duration? {
    entries.last.map { max(.zero, ContinuousClock.now.duration(to: $0.key.deadline)) }
  }

  mutating func popDue(at now: ContinuousClock.Instant) -> (@Sendable () -> Void)? {
    guard let next = entries.last, next.key.deadline <= now else { return nil }
    entries.removeLast()
    return next.handler
  }

  /// The index of the first entry that is due no later than the key.
  private func index(of key: Key) -> Int {
    var range = 0..<entries.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = key < entries[middle].key ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }
}
