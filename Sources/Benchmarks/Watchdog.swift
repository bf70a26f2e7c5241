import Glibc

/// Ends the wait for a server that does not respond, without a second system call for each read.
enum Watchdog {
  /// Makes blocking calls fail with `EINTR` after some seconds, until it is set again.
  static func set(seconds: Int) {
    var action = sigaction()
    // Without `SA_RESTART`, so that a blocking call returns.
    unsafe action.__sigaction_handler.sa_handler = { _ in }
    unsafe sigaction(SIGALRM, &action, nil)
    // Repeats every second, in case the first signal arrives between two waits.
    var timer = itimerval(it_interval: timeval(tv_sec: 1, tv_usec: 0), it_value: timeval(tv_sec: seconds, tv_usec: 0))
    unsafe setitimer(Int32(ITIMER_REAL.rawValue), &timer, nil)
  }
}
