import JSON
package import JSONRPC

/// The outcome of checking a request: an immediate response, or work that leads to one.
///
/// All refusals happen before the work starts, so a transport can still choose how to respond.
package enum Handling: Sendable {
  case now(Reply)
  case later(PendingRequest)
}

/// A request that passed its checks and waits to be carried out.
package struct PendingRequest: Sendable {
  /// The id of the request.
  package let id: RequestID
  /// Whether a server that stops must wait for the response.
  ///
  /// A call may have changed something by then, and a subscription ends with a result; a read can be stopped half-way
  /// (RFC 9110 section 9.2.1).
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

  /// Carries it out; sends no notification after that, and turns errors of the handler into JSON-RPC errors.
  package func reply() async -> Reply {
    defer { notifier.close() }
    do throws(JSONRPCError) {
      return Reply(id: id, .result(try await work()))
    } catch {
      return Reply(id: id, .error(error))
    }
  }

  /// Stops its notifications: called for a cancelled request before its task is cancelled (CANC-06).
  package func silence() { notifier.close() }
}
