import Glibc
import Synchronization

/// Cleanup when a signal ends the process: no empty file stays behind, and no secret is half written.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Sets the file that is removed when a signal ends the process; `nil` for none.
  static func removing(_ path: String?) {
    // Never freed, because a handler may be using it; a process makes only one such file.
    let copy = unsafe path.flatMap { unsafe strdup($0) }
    file.store(UInt(bitPattern: copy), ordering: .sequentiallyConsistent)
    guard path != nil else { return }
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { signal in
      // Only async-signal-safe calls: atomics, `unlink`, `signal` and `raise`.
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
      // A signal that the parent process set to be ignored stays ignored.
      guard unsafe sigaction(signal, nil, &former) == 0, unsafe former.__sigaction_handler.sa_handler == nil else {
        continue
      }
      unsafe sigaction(signal, &action, nil)
    }
  }

  /// Runs a closure without interruption; a signal received meanwhile takes effect afterwards.
  static func heldBack<Result>(_ body: () -> Result) -> Result {
    holding.store(1, ordering: .sequentiallyConsistent)
    let result = body()
    // The file is complete now and must not be removed any more.
    file.store(0, ordering: .sequentiallyConsistent)
    holding.store(0, ordering: .sequentiallyConsistent)
    let signal = held.load(ordering: .sequentiallyConsistent)
    if signal != 0 { raise(signal) }
    return result
  }
}

// Global, as signals are: a handler can reach nothing else.
private let file = Atomic<UInt>(0)
private let holding = Atomic<Int32>(0)
private let held = Atomic<Int32>(0)
