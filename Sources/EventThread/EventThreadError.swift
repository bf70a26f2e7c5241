import Glibc

/// The system's refusal of a resource for an event thread.
package enum EventThreadError: Error, Hashable {
  /// No pipe: the process or the system has reached its limit of descriptors.
  case noPipe(errno: Int32)
  /// No thread: the user has reached the limit, or memory is short.
  case noThread(errno: Int32)
  /// No `/proc`: libdispatch looks there for its threads, and ends the process if it does not find them.
  case noProc
}

extension EventThreadError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noPipe(let errno):
      "the system gives this process no pipe (\(Self.reason(errno))): raise ulimit -n, or close files elsewhere"
    case .noThread(let errno):
      "the system gives this process no thread (\(Self.reason(errno))): raise ulimit -u, or end other programs"
    case .noProc:
      "the kernel's files are not mounted, where the state of threads is read; mount -t proc proc /proc does that"
    }
  }

  private static func reason(_ errno: Int32) -> String {
    guard let text = unsafe strerror(errno) else { return "error \(errno)" }
    return unsafe String(cString: text)
  }
}
