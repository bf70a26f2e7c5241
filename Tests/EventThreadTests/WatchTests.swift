import EventThread
import Glibc
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)))
struct WatchTests {
  /// The two ends of a new pipe.
  static func makePipe() -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [-1, -1]
    _ = unsafe pipe(&ends)
    return (ends[0], ends[1])
  }

  static func write(_ count: Int, to descriptor: Int32) {
    let bytes = [UInt8](repeating: 7, count: count)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, count) }
  }

  /// Reads at most one byte; false at the end.
  static func readOne(_ descriptor: Int32) -> Bool {
    var byte: UInt8 = 0
    return unsafe read(descriptor, &byte, 1) == 1
  }

  @Test func `a readable descriptor calls back until it is read and at its end`() throws {
    let (reader, writer) = Self.makePipe()
    let count = try EventThread.run { thread in
      await withCheckedContinuation { continuation in
        let count = Mutex(0)
        let watch = Mutex<Watch?>(nil)
        watch.withLock {
          $0 = thread.watch(reader, .readable) { ready in
            #expect(ready.contains(.readable))
            if Self.readOne(reader) { return count.withLock { $0 += 1 } }
            watch.withLock { $0?.cancel() }
            continuation.resume(returning: count.withLock { $0 })
          }
        }
        Self.write(3, to: writer)
        close(writer)
      }
    }
    #expect(count == 3)
    close(reader)
  }

  @Test func `a regular file is always ready`() throws {
    let file = unsafe open("/proc/self/exe", O_RDONLY)
    let ready = try EventThread.run { thread in
      await withCheckedContinuation { continuation in
        let watch = Mutex<Watch?>(nil)
        watch.withLock {
          $0 = thread.watch(file, .readable) { ready in
            watch.withLock { $0?.cancel() }
            continuation.resume(returning: ready)
          }
        }
      }
    }
    #expect(ready == .readable)
    close(file)
  }

  @Test func `the flags of a watched descriptor stay as they were`() throws {
    let (reader, writer) = Self.makePipe()
    let before = fcntl(reader, F_GETFL)
    try EventThread.run { thread in thread.watch(reader, .readable) { _ in }.cancel() }
    #expect(fcntl(reader, F_GETFL) == before)
    close(reader)
    close(writer)
  }

  @Test func `a cancelled watch is silent though its descriptor is ready`() throws {
    let (reader, writer) = Self.makePipe()
    let calls = Mutex(0)
    Self.write(1, to: writer)
    try EventThread.run { thread in
      // Two watches of one descriptor: whichever is called first cancels the other in the same turn.
      let watches = Mutex<[Watch]>([])
      for _ in 0..<2 {
        let watch = thread.watch(reader, .readable) { _ in
          calls.withLock { $0 += 1 }
          for watch in watches.withLock({ $0 }) { watch.cancel() }
        }
        watches.withLock { $0.append(watch) }
      }
      await withCheckedContinuation { continuation in
        _ = thread.schedule(after: .milliseconds(1)) { continuation.resume() }
      }
    }
    #expect(calls.withLock { $0 } == 1)
    close(reader)
    close(writer)
  }

  @Test func `a paused watch calls back when it is resumed`() throws {
    let (reader, writer) = Self.makePipe()
    Self.write(1, to: writer)
    let order = try EventThread.run { thread in
      await withCheckedContinuation { continuation in
        let order = Mutex([String]())
        let watch = thread.watch(reader, []) { _ in
          guard Self.readOne(reader) else { return }
          continuation.resume(returning: order.withLock { $0 + ["ready"] })
        }
        thread.schedule(after: .milliseconds(1)) {
          order.withLock { $0.append("resumed") }
          watch.setInterest(.readable)
        }
      }
    }
    #expect(order == ["resumed", "ready"])
    close(reader)
    close(writer)
  }

  @Test func `an old watch cannot cancel its successor`() throws {
    let (reader, writer) = Self.makePipe()
    Self.write(1, to: writer)
    let wasCalled = try EventThread.run { thread in
      let old = thread.watch(reader, .readable) { _ in }
      old.cancel()
      return await withCheckedContinuation { continuation in
        _ = thread.watch(reader, .readable) { _ in
          if Self.readOne(reader) { continuation.resume(returning: true) }
        }
        old.cancel()
        old.setInterest([])
      }
    }
    #expect(wasCalled)
    close(reader)
    close(writer)
  }

  @Test func `a signal calls back on the thread`() throws {
    let isCurrent = try EventThread.run { thread in
      await withCheckedContinuation { continuation in
        let continuation = Mutex<CheckedContinuation<Bool, Never>?>(continuation)
        try? thread.watchSignal(SIGUSR2) { continuation.withLock { $0.take() }?.resume(returning: thread.isCurrent) }
        kill(getpid(), SIGUSR2)
      }
    }
    #expect(isCurrent)
  }

  @Test func `a signal that whoever started the process had blocked is let through`() throws {
    let isBlocked = try EventThread.run { thread in
      var mask = sigset_t()
      _ = unsafe sigemptyset(&mask)
      _ = unsafe sigaddset(&mask, SIGUSR1)
      _ = unsafe pthread_sigmask(SIG_BLOCK, &mask, nil)
      try? thread.watchSignal(SIGUSR1) {}
      _ = unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
      return unsafe sigismember(&mask, SIGUSR1) == 1
    }
    #expect(!isBlocked)
  }
}
