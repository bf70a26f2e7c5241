import JSON
import MCP
import Operations

/// Asks a person for the secrets that a call lacks, and makes the call with them.
package struct ApprovalStep: Sendable {
  let approval: any Approval
  let tool: String
  let title: String?
  /// Validates the arguments once they are complete.
  let check: ArgumentCheck

  /// The secret arguments that the person is asked for.
  package let fields: [SecretInput.Field]
  let secrets: AnswerSecrets
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
    tool: String,
    title: String? = nil,
    check: ArgumentCheck,
    fields: [SecretInput.Field],
    secrets: AnswerSecrets,
    request: OperationRequest,
    attempts: SecretAttempts,
    verifier: Verifier? = nil,
    now: @escaping @Sendable () -> Int
  ) {
    self.approval = approval
    self.tool = tool
    self.title = title
    self.check = check
    self.fields = fields
    self.secrets = secrets
    self.request = request
    self.attempts = attempts
    self.verifier = verifier
    self.now = now
  }

  /// Makes a call whose arguments are complete, with the secrets in them.
  typealias Perform = @Sendable (_ call: Call) async throws(CallFailure) -> Told

  /// Asks for the secrets, or fetches the outcome; the result for the model describes either.
  func result(_ call: Call, perform: @escaping Perform) async -> Outcome<ToolResult> {
    let missing = fields.filter { call.arguments[$0.name] == nil }
    let pending = PendingCall(self, call, make: perform)
    let record = call.record
    let request = ApprovalRequest(
      call: record?.id,
      tool: tool,
      title: title,
      arguments: call.arguments,
      fields: missing.map { .init(name: $0.name, isRequired: $0.isRequired) },
      backend: request.server.base.origin,
      prepare: { await pending.prepare() },
      hindrance: { await pending.hindrance() },
      perform: { secrets in
        let done = await pending.perform(secrets)
        record?.delivered(done.secrets.map { ($0.name, $0.text) }, to: "page")
        return done
      },
      declined: { record?.declined() },
      expired: { record?.expired($0) },
      joined: { first in record?.joined(first) }
    )
    switch await approval.answer(request, call.context) {
    case .asking(let input): return .inputRequired(input)
    case .finished(let result): return .complete(result)
    case .refused(let words):
      record?.refused(words)
      return .complete(.failure(words))
    case .waiting(let link, let next): return .complete(StepUpSchema.result(link, next, tool: tool))
    }
  }
}
