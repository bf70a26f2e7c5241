import Glibc

/// Ends a wait for a server that does not answer, without a second system call for each read.
enum Watchdog {
  /// Makes calls that wait fail with `EINTR` from so many seconds on, until set anew.
  static func set(seconds: Int) {
    var action = sigaction()
    // Without `SA_RESTART`: the call that waits must return.
    unsafe action.__sigaction_handler.sa_handler = { _ in }
    unsafe sigaction(SIGALRM, &action, nil)
    // Again each second, for the case that the first signal comes between two waits.
    var timer = itimerval(it_interval: timeval(tv_sec: 1, tv_usec: 0), it_value: timeval(tv_sec: seconds, tv_usec: 0))
    unsafe setitimer(Int32(ITIMER_REAL.rawValue), &timer, nil)
  }
}
