import HTTPTypes
import JSON
import JSONRPC
import MCP
import OpenAPI

/// Answers the calls of one tool: checks the arguments, asks the backend once, and reads its answer.
struct OperationHandler: ToolHandler {
  let name: String
  /// What keeps a record of calls, if one is kept.
  let audit: (any CallAudit)?
  /// Takes the secrets of a result, to say later whether they were handed out; `nil` where they go out with the result.
  let handOver: (@Sendable (PendingDelivery) -> Void)?
  /// Keeps secrets out of logs.
  let learn: @Sendable ([KnownSecret]) -> Void
  let method: String
  let path: String
  let check: ArgumentCheck
  let secrets: SecretInput
  let attempts: SecretAttempts
  /// How a person is asked for secrets that are no arguments; `nil` if the tool never asks.
  let step: ApprovalStep?
  /// Finds out what came of a call whose answer was lost; `nil` if nobody said how.
  let verifier: Verifier?
  let request: OperationRequest
  let reading: AnswerReading
  /// The argument that names the wanted parts of the answer.
  let selection: String?

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let audited = audit.map { AuditedCall($0, tool: name, context) }
    // Secrets are looked for in what will be sent: text that is read as an object may have some in it.
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
      return .complete(try await make(checked, context, audited))
    }
    guard let step else { throw secrets.unasked }
    return await step.result(checked.arguments, context, audited) { arguments async throws(CallFailure) in
      let checked = ArgumentCheck.Checked(arguments: arguments, note: checked.note)
      return try await perform(checked, isApproved: true, context, audited)
    }
  }

  /// Makes a call for which nobody is asked; what came of it is looked for if its answer is lost.
  private func make(
    _ checked: ArgumentCheck.Checked,
    _ context: RequestContext,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> ToolResult {
    let start = verifier?.instant()
    do throws(CallFailure) {
      return try await perform(checked, isApproved: false, context, audited).result
    } catch {
      // Who has cancelled the call hears nothing of it.
      guard error.isOutcomeUnknown, let verifier, let start, !Task.isCancelled else { throw error }
      let verdict = await verifier.verdict(since: start, checked.arguments, for: context.credential, audited)
      let shown = (try? request.credentials(of: context.credential)) ?? []
      let ledger = SecretLedger(given: secrets.given(in: checked.arguments), presented: shown)
      let words = verifier.words(error, verdict, without: ledger.scrubber, hasPage: false)
      throw CallFailure(words, event: error.event, isOutcomeUnknown: true)
    }
  }

  /// Makes a call whose arguments are complete, be it because a person has given what was lacking.
  ///
  /// - Returns: What the model is told, and what the backend returned.
  private func perform(
    _ checked: ArgumentCheck.Checked,
    isApproved: Bool,
    _ context: RequestContext,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> CallResponse {
    let shown = try request.credentials(of: context.credential)
    let given = secrets.given(in: checked.arguments)
    let door: SecretDoor = isApproved ? .page : isInline || !given.isEmpty ? .result : .closed
    var ledger = SecretLedger(given: given, presented: shown)
    guard !given.isEmpty else { return try await ask(checked, door, showing: shown, ledger, context, audited) }
    learn(ledger.given.map(\.secret))
    if isInline { ledger.forgetGiven() }
    let account = request.account(of: shown, for: context.credential)
    let attempt = try await attempts.begin(given.map(\.text), of: account, by: request.name)
    return try await ask(checked, door, showing: shown, given: given, as: attempt, ledger, context, audited)
  }

  /// The parts of the answer that the call asks for; `nil` for all of it.
  private func wanted(_ arguments: JSONObject) throws(CallFailure) -> FieldSelection? {
    let paths = selection.flatMap { arguments[$0]?.array }?.compactMap(\.string) ?? []
    return paths.isEmpty ? nil : try FieldSelection(paths)
  }

  private var isInline: Bool { secrets.policy == .inline }

  private func ask(
    _ checked: ArgumentCheck.Checked,
    _ door: SecretDoor,
    showing shown: [ShownCredential],
    given: [SecretInput.Given] = [],
    as attempt: SecretAttempt? = nil,
    _ ledger: SecretLedger,
    _ context: RequestContext,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> CallResponse {
    let (answer, attemptsLeft) = try await send(checked.arguments, showing: shown, attempt, context, audited)
    context.log(.debug, logger: "backend", ["method": .string(method), "status": .number(JSONNumber(answer.status))])
    context.progress(1, total: 1, message: "The backend answered \(answer.status)")
    let wanted = try wanted(checked.arguments)
    // Before anything is taken out of the answer, which could be the very name.
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

  /// Records that the secrets of a response go out with the result, or leaves that to whoever hands them out.
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

  /// Sends the request of a call, which counts as an attempt if secrets are in it.
  ///
  /// - Returns: The response, and how many more wrong secrets will be sent if these count as wrong.
  private func send(
    _ arguments: JSONObject,
    showing shown: [ShownCredential],
    _ attempt: SecretAttempt?,
    _ context: RequestContext,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> (BackendAnswer, attemptsLeft: Int?) {
    do throws(CallFailure) {
      var (head, body) = try request.request(arguments, showing: shown)
      TraceContext.copy(from: context.meta, to: &head.headerFields)
      context.progress(0, total: 1, message: "Asking the backend: \(method) \(path)")
      let answer = try await request.send(head, body, showing: shown, for: .call, audited)
      return (answer, await attempt?.end(.init(status: answer.status)) ?? nil)
    } catch {
      _ = await attempt?.end(error.wasSent ? .noResponse : .unsent)
      throw error
    }
  }
}

extension CallFailure {
  /// Says that a secret counts as wrong, after which so many more are sent; `nil` says nothing.
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
