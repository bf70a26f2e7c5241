import EventThread

/// A statement that waits for a connection or for its response.
struct Job {
  let statement: Statement
  /// Distinguishes jobs for their timers.
  let number: Int
  let timer: Timer
  /// Whether its outcome was unknown once already.
  var isRepeated = false
  let resume: (Result<Rows, DatabaseFailure>) -> Void

  func end(_ result: Result<Rows, DatabaseFailure>) {
    timer.cancel()
    resume(result)
  }
}
