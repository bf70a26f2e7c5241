import Glibc
import Synchronization

extension EventThread {
  /// Calls back on the thread when the process receives a signal, for the life of the process; to be called on the thread.
  ///
  /// A handler of the process raises an event that the thread waits for. Unlike `signalfd` this needs no thread to
  /// block the signal, so it works whatever threads exist already and leaves nothing for child processes to inherit.
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
    // Never released: the handler of the process may write at any time.
    _ = unsafe Unmanaged.passRetained(event)
    signalWriters[Int(signal)].store(event.writer, ordering: .sequentiallyConsistent)
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { signal in
      // Only what is async-signal-safe: an atomic load, a write, and `errno` as it was.
      let error = errno
      Event.raise(writer: signalWriters[Int(signal)].load(ordering: .sequentiallyConsistent))
      errno = error
    }
    action.sa_flags = SA_RESTART
    unsafe sigaction(signal, &action, nil)
    // Whoever started the process may have handed on a mask that blocks the signal: threads of Dispatch have one.
    var mask = sigset_t()
    _ = unsafe sigemptyset(&mask)
    _ = unsafe sigaddset(&mask, signal)
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &mask, nil)
  }
}

/// Where to write for each signal, by its number, -1 where nobody watches.
private let signalWriters = InlineArray<65, Atomic<Int32>> { _ in Atomic(-1) }
