import EventThread
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)))
struct TimerTests {
  @Test func `timers are called in the order they are due`() throws {
    let order = try EventThread.run { thread in
      await withCheckedContinuation { continuation in
        let order = Mutex([Int]())
        for milliseconds in [3, 1, 2, 1, 0] {
          thread.schedule(after: .milliseconds(milliseconds)) { order.withLock { $0.append(milliseconds) } }
        }
        thread.schedule(after: .milliseconds(4)) { continuation.resume(returning: order.withLock { $0 }) }
      }
    }
    #expect(order == [0, 1, 1, 2, 3])
  }

  @Test func `a timer is never early`() throws {
    let elapsed = try EventThread.run { thread in
      let start = ContinuousClock.now
      return await withCheckedContinuation { continuation in
        _ = thread.schedule(after: .milliseconds(2)) { continuation.resume(returning: ContinuousClock.now - start) }
      }
    }
    #expect(elapsed >= .milliseconds(2))
  }

  @Test func `a cancelled timer is silent, its neighbours are not`() throws {
    let called = try EventThread.run { thread in
      await withCheckedContinuation { continuation in
        let called = Mutex([Int]())
        let now = ContinuousClock.now
        let timers = (0..<5).map { number in
          thread.schedule(at: now) { called.withLock { $0.append(number) } }
        }
        timers[1].cancel()
        timers[3].cancel()
        timers[3].cancel()
        _ = thread.schedule(after: .milliseconds(1)) { continuation.resume(returning: called.withLock { $0 }) }
      }
    }
    #expect(called == [0, 2, 4])
  }
}
