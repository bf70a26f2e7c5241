import Glibc
import Synchronization

extension EventThread {
  /// Calls a handler on the thread for each signal received, as long as the process lives; call it on the thread.
  ///
  /// The signal handler raises an event that the thread waits for. Unlike `signalfd`, this needs no blocked signals in
  /// any thread, so it works with existing threads and leaves nothing for child processes to inherit.
  package func watchSignal(
    _ signal: Int32,
    _ handler: @escaping @Sendable () -> Void
  ) throws(EventThreadError) {
    precondition(signalWriters.indices.contains(Int(signal)), "not a signal")
    let event = try Event()
    _ = watch(event.descriptor, .readable) { _ in
      event.acknowledge()
      handler()
    }
    // Never released: the signal handler may write at any time.
    _ = unsafe Unmanaged.passRetained(event)
    signalWriters[Int(signal)].store(event.writer, ordering: .sequentiallyConsistent)
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { signal in
      // Only async-signal-safe operations: an atomic load, a write, and restoring `errno`.
      let error = errno
      Event.raise(writer: signalWriters[Int(signal)].load(ordering: .sequentiallyConsistent))
      errno = error
    }
    action.sa_flags = SA_RESTART
    unsafe sigaction(signal, &action, nil)
    // A mask that blocks the signal may have been inherited: threads of Dispatch have one.
    var mask = sigset_t()
    _ = unsafe sigemptyset(&mask)
    _ = unsafe sigaddset(&mask, signal)
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &mask, nil)
  }
}

/// The descriptor to write to for each signal number; -1 if the signal is not watched.
private let signalWriters = InlineArray<65, Atomic<Int32>> { _ in Atomic(-1) }
