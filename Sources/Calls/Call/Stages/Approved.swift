import HTTPTypes
import MCP
import Operations

/// Stage of a call that may be sent: it needs no approval, or has it.
struct Approved: Sendable {
  let call: Call
  let ledger: SecretLedger
  /// The channel by which the secrets of the response go out.
  let channel: SecretChannel
  /// The names of the secrets in the call.
  var given: [String] = []
  /// The attempt with these secrets; `nil` without secrets.
  var attempt: SecretAttempt?

  /// Sends the request.
  ///
  /// - Throws: The reason why there is no response.
  func sent(by request: OperationRequest) async throws(CallFailure) -> Sent {
    do throws(CallFailure) {
      var (head, body) = try request.request(call.arguments)
      TraceContext.copy(from: call.context.meta, to: &head.headerFields)
      call.context.progress(0, total: 1, message: "Asking the backend: \(request.name)")
      let exchange = try await request.send(head, body, presenting: ledger.presented, for: .call, of: call)
      let attemptsLeft = await attempt?.end(.init(status: exchange.response.status)) ?? nil
      var ledger = ledger
      ledger.present(exchange.presented)
      ledger.hold(call.credentials.held)
      return Sent(approved: self, ledger: ledger, exchange: exchange, attemptsLeft: attemptsLeft)
    } catch {
      _ = await attempt?.end(error.wasSent ? .noResponse : .unsent)
      throw error
    }
  }
}
