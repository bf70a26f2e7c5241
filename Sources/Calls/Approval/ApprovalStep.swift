import JSON
import MCP
import Operations

/// Asks a person for the secrets that a call lacks.
package struct ApprovalStep: Sendable {
  let approval: any Approval
  let title: String?
  /// Validates the arguments once they are complete.
  let check: ArgumentCheck

  /// The secret arguments that the person is asked for.
  package let fields: [SecretInput.Field]
  /// Builds and sends the request to the backend.
  let request: OperationRequest
  let attempts: SecretAttempts
  /// Lists the items that the operation creates; `nil` if the document declares no verification.
  let verifier: Verifier?
  /// The clock, in seconds after 1970 began.
  let now: @Sendable () -> Int

  /// Makes one of its parts.
  package init(
    approval: any Approval,
    title: String? = nil,
    check: ArgumentCheck,
    fields: [SecretInput.Field],
    request: OperationRequest,
    attempts: SecretAttempts,
    verifier: Verifier? = nil,
    now: @escaping @Sendable () -> Int
  ) {
    self.approval = approval
    self.title = title
    self.check = check
    self.fields = fields
    self.request = request
    self.attempts = attempts
    self.verifier = verifier
    self.now = now
  }

  /// Asks for the secrets, or fetches the outcome; the result for the model describes either.
  func result(_ call: Call, of tool: OperationHandler) async -> Outcome<ToolResult> {
    guard !call.context.principal.isService else {
      let words = StepUpWords.ofService
      call.record?.refused(words)
      return .complete(.failure(words))
    }
    if let outcome = await unlinked(call, of: tool) { return outcome }
    let missing = fields.filter { call.arguments[$0.name] == nil }
    let request = ApprovalRequest(
      tool.stored(call),
      title: title,
      fields: missing.map { .init(name: $0.name, isRequired: $0.isRequired) }
    )
    switch await approval.answer(request, call.context) {
    case .asking(let input): return .inputRequired(input)
    case .finished(let result): return .complete(result)
    case .refused(let words):
      call.record?.refused(words)
      return .complete(.failure(words))
    case .waiting(let link, let next): return .complete(StepUpSchema.result(link, next, tool: tool.name))
    }
  }

  /// The outcome of a call whose caller has to link a session first; `nil` if there is one, or callers have none.
  ///
  /// Only then is it known what there is already, and in whose name the person approves.
  private func unlinked(_ call: Call, of tool: OperationHandler) async -> Outcome<ToolResult>? {
    guard call.credentials.link != nil else { return nil }
    guard case .signInNeeded(let needed)? = try? await request.outcome(call.credentials), let link = needed.link else {
      if call.context.state != nil { call.credentials.link?.signedIn(call.context) }
      return nil
    }
    switch await link.answer(needed, for: tool.name, call.context) {
    case .signedIn: return nil
    case .asking(let input): return .inputRequired(input)
    case .waiting(let link, let next):
      call.record?.refused("Nothing was sent: the user was asked to sign in.")
      return .complete(StepUpSchema.result(link, next, tool: tool.name))
    case .refused(let words):
      call.record?.refused(words)
      return .complete(.failure(words))
    }
  }
}
