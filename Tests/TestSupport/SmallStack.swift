import Glibc
import Synchronization

/// A thread with the smallest stack that a thread of the program may have.
package enum SmallStack {
  /// The stack of a new thread in bytes, where the system sets no limit (glibc on x86-64 and AArch64); with the usual
  /// limit it is four times as large.
  package static let size = 2 << 20

  /// Runs a body on a thread of its own and waits for it.
  package static func run<R: Sendable>(_ body: @escaping @Sendable () -> R) -> R? {
    let work = Work(body)
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    unsafe pthread_attr_init(attributes)
    unsafe pthread_attr_setstacksize(attributes, size)
    defer {
      unsafe pthread_attr_destroy(attributes)
      unsafe attributes.deallocate()
    }
    var thread = pthread_t()
    let context = unsafe Unmanaged.passUnretained(work as AnyWork)
    let failure = unsafe pthread_create(
      &thread,
      attributes,
      { context in
        guard let context = unsafe context else { return nil }
        // The caller holds the work until the thread has ended.
        unsafe Unmanaged<AnyWork>.fromOpaque(context).takeUnretainedValue().run()
        return nil
      },
      context.toOpaque()
    )
    guard failure == 0 else { return nil }
    pthread_join(thread, nil)
    return work.result.withLock { $0 }
  }
}

private class AnyWork {
  func run() {}
}

private final class Work<R: Sendable>: AnyWork {
  private let body: @Sendable () -> R
  let result = Mutex<R?>(nil)

  init(_ body: @escaping @Sendable () -> R) { self.body = body }

  override func run() {
    let value = body()
    result.withLock { $0 = value }
  }
}
