import Glibc

/// The bound on the wait for another process's lock: a number of tries, and the longest pause between them.
struct LockPatience: Sendable {
  /// Ten seconds in all, on the average.
  var tries = 1000
  var pause = Duration.milliseconds(20)

  /// Waits on a thread that may block.
  ///
  /// The pause is random, so that processes that wait do not try at the same moments.
  func wait() {
    let longest = pause.components.attoseconds / 1_000_000_000
    var time = timespec(tv_sec: 0, tv_nsec: Int(Int64.random(in: 0...max(1, longest))))
    _ = unsafe nanosleep(&time, nil)
  }
}
