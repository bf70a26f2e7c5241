import Glibc
import Synchronization

/// What signals that end the process leave behind: no file that has nothing in it, and no secret that is half written.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Has a file removed when a signal ends the process; `nil` has none removed.
  static func removing(_ path: String?) {
    // Never freed, since a handler may be about to use it: a process makes one such file.
    let copy = unsafe path.flatMap { unsafe strdup($0) }
    file.store(UInt(bitPattern: copy), ordering: .sequentiallyConsistent)
    guard path != nil else { return }
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { signal in
      // Only what is async-signal-safe: atomics, `unlink`, `signal` and `raise`.
      guard holding.load(ordering: .sequentiallyConsistent) == 0 else {
        return held.store(signal, ordering: .sequentiallyConsistent)
      }
      let path = unsafe UnsafePointer<CChar>(bitPattern: file.load(ordering: .sequentiallyConsistent))
      if let path = unsafe path { _ = unsafe unlink(path) }
      _ = Glibc.signal(signal, SIG_DFL)
      raise(signal)
    }
    for signal in signals {
      var former = sigaction()
      // One that whoever started the process wants ignored stays so.
      guard unsafe sigaction(signal, nil, &former) == 0, unsafe former.__sigaction_handler.sa_handler == nil else {
        continue
      }
      unsafe sigaction(signal, &action, nil)
    }
  }

  /// Runs a body that no signal interrupts; one that came meanwhile has its effect afterwards.
  static func heldBack<Result>(_ body: () -> Result) -> Result {
    holding.store(1, ordering: .sequentiallyConsistent)
    let result = body()
    // Nothing is removed any more: what is in the file now is what it is for.
    file.store(0, ordering: .sequentiallyConsistent)
    holding.store(0, ordering: .sequentiallyConsistent)
    let signal = held.load(ordering: .sequentiallyConsistent)
    if signal != 0 { raise(signal) }
    return result
  }
}

// Of the process, as its signals are: a handler can reach nothing else.
private let file = Atomic<UInt>(0)
private let holding = Atomic<Int32>(0)
private let held = Atomic<Int32>(0)
