import HTTPTypes
import JSON
import JSONRPC
import MCP
import OpenAPI

/// Carries out the calls of one tool: checks the arguments, sends one request, and reads the response.
struct OperationHandler: ToolHandler {
  let name: String
  /// Keeps the record of calls; `nil` if none is kept.
  let audit: (any CallAudit)?
  /// Receives the secrets of a result, to report later whether they were delivered; `nil` if they are in the result.
  let handOver: (@Sendable (PendingDelivery) -> Void)?
  /// Receives secrets, to keep them out of logs.
  let learn: @Sendable ([KnownSecret]) -> Void
  let method: String
  let path: String
  let check: ArgumentCheck
  let secrets: SecretInput
  let attempts: SecretAttempts
  /// Asks a person for secrets that are no arguments; `nil` if the tool never asks.
  let step: ApprovalStep?
  /// Verifies calls with a lost response; `nil` if the document does not say how.
  let verifier: Verifier?
  let request: OperationRequest
  let reading: AnswerReading
  /// The argument that selects parts of the response.
  let selection: String?

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let audited = audit.map { AuditedCall($0, tool: name, context) }
    // Secrets are searched for in the interpreted arguments: text parsed as an object may contain some.
    let read = check.read(arguments)
    do throws(CallFailure) {
      try audited?.asked(read.arguments, secrets)
      return try await forward(read, context, audited)
    } catch {
      if let audited, !audited.wasSent {
        audited.refused(error.text)
      }
      return .complete(.failure(error.text))
    }
  }

  private func forward(
    _ read: ArgumentCheck.Reading,
    _ context: RequestContext,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> Outcome<ToolResult> {
    try secrets.refuse(read.arguments)
    let checked = try check.check(read)
    _ = try wanted(checked.arguments)
    try secrets.refuseUntypable(checked.arguments)
    guard secrets.isLacking(checked.arguments) else {
      return .complete(try await make(checked, request.credentials(of: context.credential), context, audited))
    }
    guard let step else { throw secrets.unasked }
    return await step.result(checked.arguments, context, audited) { arguments, credentials async throws(CallFailure) in
      let checked = ArgumentCheck.Checked(arguments: arguments, note: checked.note)
      return try await perform(checked, credentials, isApproved: true, context, audited)
    }
  }

  /// Makes a call without approval; if the response is lost, verifies the outcome.
  private func make(
    _ checked: ArgumentCheck.Checked,
    _ credentials: CallCredentials,
    _ context: RequestContext,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> ToolResult {
    let start = verifier?.instant()
    do throws(CallFailure) {
      return try await perform(checked, credentials, isApproved: false, context, audited).result
    } catch {
      // The one who cancelled the call gets no message.
      guard error.isOutcomeUnknown, let verifier, let start, !Task.isCancelled else { throw error }
      let verdict = await verifier.verdict(since: start, checked.arguments, with: credentials, audited)
      let presented = (try? request.presented(credentials)) ?? .none
      let ledger = SecretLedger(given: secrets.given(in: checked.arguments), presented: presented)
      let words = verifier.words(error, verdict, without: ledger.scrubber, hasPage: false)
      throw CallFailure(words, event: error.event, isOutcomeUnknown: true)
    }
  }

  /// Makes a call with complete arguments, possibly with secrets that a person entered.
  ///
  /// - Returns: The result for the model, and the response.
  private func perform(
    _ checked: ArgumentCheck.Checked,
    _ credentials: CallCredentials,
    isApproved: Bool,
    _ context: RequestContext,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> CallResponse {
    let presented = try request.presented(credentials)
    let given = secrets.given(in: checked.arguments)
    let door: SecretDoor = isApproved ? .page : isInline || !given.isEmpty ? .result : .closed
    var ledger = SecretLedger(given: given, presented: presented)
    guard !given.isEmpty else { return try await ask(checked, door, ledger, context, audited) }
    learn(ledger.given.map(\.secret))
    if isInline { ledger.forgetGiven() }
    let account = request.account(of: presented, credentials)
    let attempt = try await attempts.begin(given.map(\.text), of: account, by: request.name)
    return try await ask(checked, door, given: given, as: attempt, ledger, context, audited)
  }

  /// The parts of the response that the call selects; `nil` for all.
  private func wanted(_ arguments: JSONObject) throws(CallFailure) -> FieldSelection? {
    let paths = selection.flatMap { arguments[$0]?.array }?.compactMap(\.string) ?? []
    return paths.isEmpty ? nil : try FieldSelection(paths)
  }

  private var isInline: Bool { secrets.policy == .inline }

  private func ask(
    _ checked: ArgumentCheck.Checked,
    _ door: SecretDoor,
    given: [SecretInput.Given] = [],
    as attempt: SecretAttempt? = nil,
    _ ledger: SecretLedger,
    _ context: RequestContext,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> CallResponse {
    let presented = ledger.presented
    let (answer, attemptsLeft) = try await send(checked.arguments, presenting: presented, attempt, context, audited)
    context.log(.debug, logger: "backend", ["method": .string(method), "status": .number(JSONNumber(answer.status))])
    context.progress(1, total: 1, message: "The backend answered \(answer.status)")
    let wanted = try wanted(checked.arguments)
    // Before anything is removed from the response, which could be the very name.
    let refused = answer.refused(of: given.map(\.name))
    guard refused.isEmpty || isInline else {
      var failure = reading.refusal(of: refused, status: answer.status)
      failure.count(attemptsLeft)
      throw failure
    }
    var ledger = ledger
    let read: AnswerReading.Reading
    do throws(CallFailure) {
      read = try reading.read(
        answer,
        selection: wanted,
        door: door,
        noting: &ledger
      )
    } catch {
      var failure = error
      failure.refused = refused
      failure.count(attemptsLeft)
      throw failure
    }
    var result = read.result
    if let note = checked.note { result.note(note) }
    let response = CallResponse(result: result, value: read.value, ledger: ledger)
    if case .result = door { deliver(response, context, audited) }
    return response
  }

  /// Records that the secrets of a response are in the result, or leaves that to their delivery.
  private func deliver(_ response: CallResponse, _ context: RequestContext, _ audited: AuditedCall?) {
    let secrets = response.ledger.returned.map { ($0.name, $0.secret.text) }
    guard let handOver else {
      audited?.delivered(secrets, to: "result")
      return
    }
    guard !secrets.isEmpty else { return }
    let made = verifier.flatMap { verifier in verifier.rule.made.flatMap { response.value?[$0] } }
    let revocation = made.flatMap {
      verifier?.revocation(
        of: $0,
        for: context.credential,
        without: response.ledger.completeScrubber,
        isApproved: false,
        audited
      )
    }
    handOver(PendingDelivery(secrets, revocation: revocation, tool: verifier?.removal?.tool, audited))
  }

  /// Sends the request of a call, which counts as an attempt if it contains secrets.
  ///
  /// - Returns: The response, and the number of further wrong secrets allowed if these count as wrong.
  private func send(
    _ arguments: JSONObject,
    presenting presented: PresentedCredentials,
    _ attempt: SecretAttempt?,
    _ context: RequestContext,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> (BackendAnswer, attemptsLeft: Int?) {
    do throws(CallFailure) {
      var (head, body) = try request.request(arguments, presenting: presented)
      TraceContext.copy(from: context.meta, to: &head.headerFields)
      context.progress(0, total: 1, message: "Asking the backend: \(method) \(path)")
      let answer = try await request.send(head, body, presenting: presented, for: .call, audited)
      return (answer, await attempt?.end(.init(status: answer.status)) ?? nil)
    } catch {
      _ = await attempt?.end(error.wasSent ? .noResponse : .unsent)
      throw error
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
