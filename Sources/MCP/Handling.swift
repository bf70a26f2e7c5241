package import JSONRPC

/// What becomes of a request: an answer that is there at once, or work that leads to one.
///
/// Everything that can be refused is refused before there is work, so a transport can still choose how to answer.
package enum Handling: Sendable {
  case now(Reply)
  case later(PendingRequest)
}

/// A request that was found to be in order and now waits to be worked on.
package struct PendingRequest: Sendable {
  package let id: RequestID
  /// Whether it only reads: stopping it half-way leaves nothing behind (RFC 9110 section 9.2.1).
  package let isSafe: Bool
  private let notifier: Notifier
  private let work: @Sendable () async -> Reply.Outcome

  init(id: RequestID, isSafe: Bool, notifier: Notifier, work: @escaping @Sendable () async -> Reply.Outcome) {
    self.id = id
    self.isSafe = isSafe
    self.notifier = notifier
    self.work = work
  }

  /// Does the work; nothing is notified after it.
  package func reply() async -> Reply {
    let outcome = await work()
    notifier.close()
    return Reply(id: id, outcome)
  }

  /// Silences it: for a request that was cancelled, before its task is (CANC-06).
  package func silence() { notifier.close() }
}
