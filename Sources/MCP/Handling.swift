import JSON
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
  /// Whether a server that is told to end has to wait for the answer.
  ///
  /// A call may have changed something by then, and a subscription says good-bye. What only reads can be stopped
  /// half-way (RFC 9110 section 9.2.1).
  package let mustFinish: Bool
  private let notifier: Notifier
  private let work: @Sendable () async throws(JSONRPCError) -> JSONObject

  init(
    id: RequestID,
    mustFinish: Bool,
    notifier: Notifier,
    work: @escaping @Sendable () async throws(JSONRPCError) -> JSONObject
  ) {
    self.id = id
    self.mustFinish = mustFinish
    self.notifier = notifier
    self.work = work
  }

  /// Does the work; nothing is notified after it, and what its handler throws becomes an error of the protocol.
  package func reply() async -> Reply {
    defer { notifier.close() }
    do throws(JSONRPCError) {
      return Reply(id: id, .result(try await work()))
    } catch {
      return Reply(id: id, .error(error))
    }
  }

  /// Silences it: for a request that was cancelled, before its task is (CANC-06).
  package func silence() { notifier.close() }
}
