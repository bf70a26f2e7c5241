import Operations

/// Stage of a call whose credentials were looked for.
struct Credentialed: Sendable {
  let call: Call
  let outcome: CredentialOutcome

  /// Reserves an attempt for the secrets of the call, if it has any.
  ///
  /// - Throws: The reason why no more secrets are sent for the account, or that a person has to sign in first.
  func approved(by tool: OperationHandler) async throws(CallFailure) -> Approved {
    let presented = try outcome.presented
    let given = tool.secrets.given(in: call.arguments)
    var ledger = SecretLedger(given: given, presented: presented)
    let channel: SecretChannel = call.isApproved ? .page : tool.isInline || !given.isEmpty ? .result : .closed
    guard !given.isEmpty else { return Approved(call: call, ledger: ledger, channel: channel) }
    tool.learn(ledger.given.map(\.secret))
    if tool.isInline { ledger.forgetGiven() }
    let account = tool.request.account(of: presented, call.credentials)
    let attempt = try await tool.attempts.begin(given.map(\.text), of: account, by: tool.request.name)
    return Approved(call: call, ledger: ledger, channel: channel, given: given.map(\.name), attempt: attempt)
  }
}
