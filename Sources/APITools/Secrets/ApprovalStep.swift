import JSON
import MCP

/// Asks a person for what a call lacks, and makes the call with what was given.
struct ApprovalStep: Sendable {
  let approval: any Approval
  let tool: String
  let title: String?
  /// What the arguments have to be once they are complete.
  let check: ArgumentCheck
  let fields: [SecretInput.Field]
  let secrets: AnswerSecrets
  /// What the call is asked of the backend by.
  let request: OperationRequest
  let attempts: SecretAttempts
  /// Finds out what there is of what the call makes; `nil` if nobody said how.
  let verifier: Verifier?
  /// Seconds after 1970 began.
  let now: @Sendable () -> Int

  /// Makes a call with complete arguments, in which are the secrets that were given.
  typealias Perform =
    @Sendable (_ arguments: JSONObject) async throws(CallFailure) -> CallResponse

  /// Asks, or finds out what came of it; the model is told either.
  func result(
    _ arguments: JSONObject,
    _ context: RequestContext,
    _ audited: AuditedCall?,
    perform: @escaping Perform
  ) async -> Outcome<ToolResult> {
    let missing = fields.filter { arguments[$0.name] == nil }
    let call = PendingCall(self, arguments, of: context.credential, audited, make: perform)
    let request = ApprovalRequest(
      call: audited?.id,
      tool: tool,
      title: title,
      arguments: arguments,
      fields: missing.map { .init(name: $0.name, isRequired: $0.isRequired) },
      backend: request.server.base.origin,
      prepare: { await call.prepare() },
      hindrance: { await call.hindrance() },
      perform: { secrets in
        let done = await call.perform(secrets)
        audited?.delivered(done.secrets.map { ($0.name, $0.text) }, to: "page")
        return done
      },
      declined: { audited?.declined() },
      expired: { audited?.expired($0) },
      joined: { first in audited?.joined(first) }
    )
    switch await approval.answer(request, context) {
    case .asking(let input): return .inputRequired(input)
    case .finished(let result): return .complete(result)
    case .refused(let words):
      audited?.refused(words)
      return .complete(.failure(words))
    case .waiting(let link, let next): return .complete(StepUpSchema.result(link, next, tool: tool))
    }
  }
}
