import JSON
import MCP
import Operations

/// Stage of a call that the backend has responded to.
struct Sent: Sendable {
  let approved: Approved
  /// The secrets of the call, with the credentials of every request that was sent.
  let ledger: SecretLedger
  let exchange: BackendExchange
  /// The number of further wrong secrets allowed, if those of the call count as wrong.
  let attemptsLeft: Int?

  /// Reads the response, once, and finds its secrets.
  ///
  /// - Throws: The failure that the response tells of.
  func answered(by tool: OperationHandler) async throws(CallFailure) -> Answered {
    let call = approved.call
    let answer = exchange.response
    let status = answer.status
    call.context.log(
      .debug,
      logger: "backend",
      ["method": .string(tool.method), "status": .number(JSONNumber(status))]
    )
    call.context.progress(1, total: 1, message: "The backend answered \(status)")
    // Before anything is removed from the response, which could be the very name.
    let refused = answer.refused(of: approved.given)
    do throws(CallFailure) {
      guard refused.isEmpty || tool.isInline else { throw tool.reading.refusal(of: refused, status: status) }
      var ledger = ledger
      let reading = tool.reading.kept(for: call.context.principal.key)
      let read = try await reading.read(answer, selection: call.selection, channel: approved.channel, noting: &ledger)
      return Answered(call: call, channel: approved.channel, result: read.result, value: read.value, ledger: ledger)
    } catch {
      var failure = error
      failure.refused = refused
      if let note = exchange.note { failure.sentence += " \(note)" }
      failure.count(attemptsLeft)
      throw failure
    }
  }
}

extension CallFailure {
  /// Adds that a secret counts as wrong, and the number of further ones allowed; `nil` adds nothing.
  fileprivate mutating func count(_ attemptsLeft: Int?) {
    guard let attemptsLeft else { return }
    if refused.isEmpty {
      sentence += " The secret that was sent counts as a wrong one until a call with it succeeds."
    } else {
      self.attemptsLeft = attemptsLeft
    }
    sentence += " \(SecretAttempts.words(left: attemptsLeft))"
  }
}
