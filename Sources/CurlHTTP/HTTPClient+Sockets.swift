import CCurl
import EventThread

// libcurl names the descriptors and the time that it waits for; the thread waits for them with everything else and
// reports events. libcurl calls back only within a call of this client, on the thread.
extension HTTPClient {
  func attachCallbacks(to multi: MultiHandle) throws(TransferError) {
    // Not retained: the client owns the multi handle, which forgets its callbacks before it is freed.
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    try unsafe multi.setCallbacks(context) { _, descriptor, event, context, _ in
      unsafe HTTPClient.of(context)?.assumeIsolated { $0.wait(for: descriptor, event) }
      return 0
    } timer: { _, milliseconds, context in
      unsafe HTTPClient.of(context)?.assumeIsolated { $0.wait(milliseconds: milliseconds) }
      return 0
    }
    thread.beforeWaiting { [weak self] in self?.assumeIsolated { $0.actIfDue() } }
  }

  /// Cancels all watches and timers.
  func stopWaiting() {
    for watch in watches { watch?.cancel() }
    watches = []
    timer?.timer.cancel()
    timer = nil
    deadline = nil
    isDue = false
  }

  private static nonisolated func of(_ context: UnsafeMutableRawPointer?) -> HTTPClient? {
    unsafe context.map { unsafe Unmanaged<HTTPClient>.fromOpaque($0).takeUnretainedValue() }
  }

  private func wait(for descriptor: Int32, _ event: Int32) {
    let interest: Interest =
      switch event {
      case CURL_POLL_IN: .readable
      case CURL_POLL_OUT: .writable
      case CURL_POLL_INOUT: .all
      default: []
      }
    let index = Int(descriptor)
    while watches.count <= index { watches.append(nil) }
    if let watch = watches[index] { return watch.setInterest(interest) }
    watches[index] = thread.watch(descriptor, interest) { [weak self] ready in
      self?.assumeIsolated { $0.act(on: descriptor, ready) }
    }
  }

  private func act(on descriptor: Int32, _ ready: Interest) {
    guard let multi else { return }
    var events: Int32 = 0
    if ready.contains(.readable) { events |= CURL_CSELECT_IN }
    if ready.contains(.writable) { events |= CURL_CSELECT_OUT }
    finishEnded(running: multi.act(on: descriptor, events: events))
  }
}

// MARK: - Time

extension HTTPClient {
  private func wait(milliseconds: Int) {
    // Work that is due at once waits for the end of the turn, so that one call starts all requests of the turn.
    isDue = milliseconds == 0
    guard milliseconds > 0 else { return deadline = nil }
    let deadline = ContinuousClock.now + .milliseconds(milliseconds)
    self.deadline = deadline
    // A timer that fires too early is then set again: libcurl changes the deadline several times in each transfer.
    if let timer {
      guard deadline < timer.deadline else { return }
      timer.timer.cancel()
    }
    setTimer(deadline)
  }

  private func setTimer(_ deadline: ContinuousClock.Instant) {
    timer = (thread.schedule(at: deadline) { [weak self] in self?.assumeIsolated { $0.timerIsDue() } }, deadline)
  }

  private func timerIsDue() {
    timer = nil
    guard let deadline else { return }
    if deadline > .now { setTimer(deadline) } else { isDue = true }
  }

  private func actIfDue() {
    var rounds = 0
    // libcurl takes a request through its states one call at a time, and most of them wait for nothing.
    while isDue, rounds < Self.roundsPerTurn, let multi {
      isDue = false
      finishEnded(running: multi.act())
      rounds += 1
    }
    // More is due already: in the next turn, which is not to wait.
    if isDue { thread.schedule(after: .zero) {} }
  }

  /// The most calls of libcurl in a row before everything else gets its turn.
  private static var roundsPerTurn: Int { 4 }
}
