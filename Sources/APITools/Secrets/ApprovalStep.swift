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
  /// Scheme, host and port of where the call goes.
  let backend: String

  /// Makes a call with complete arguments, in which are the secrets that were given.
  typealias Perform =
    @Sendable (_ arguments: JSONObject) async throws(CallFailure) -> (result: ToolResult, answer: BackendAnswer)

  /// Asks, or finds out what came of it; the model is told either.
  func result(
    _ arguments: JSONObject,
    _ context: RequestContext,
    perform: @escaping Perform
  ) async -> Outcome<ToolResult> {
    let missing = fields.filter { arguments[$0.name] == nil }
    let request = ApprovalRequest(
      tool: tool,
      title: title,
      arguments: arguments,
      fields: missing.map { .init(name: $0.name, isRequired: $0.isRequired) },
      backend: backend
    ) { await approved(arguments, $0, perform) }
    switch await approval.answer(request, context) {
    case .asking(let input): return .inputRequired(input)
    case .finished(let result): return .complete(result)
    case .waiting(let link, let next): return .complete(StepUpSchema.result(link, next, tool: tool))
    }
  }

  private func approved(
    _ arguments: JSONObject,
    _ given: [String: String],
    _ perform: Perform
  ) async -> ApprovedCall {
    var arguments = arguments
    for (name, text) in given { arguments[name] = .string(text) }
    let texts = Array(given.values)
    let complete: ArgumentCheck.Checked
    do throws(CallFailure) { complete = try check.check(arguments) } catch {
      return ApprovedCall(.refused(attemptsLeft: nil), result: .failure(Scrubber(texts).scrub(error.text)))
    }
    do throws(CallFailure) {
      let (result, answer) = try await perform(complete.arguments)
      let found = (try? JSONParser.parse(answer.body)).map(secrets.secrets) ?? []
      return ApprovedCall(.done, result: result, secrets: found.map { .init(name: $0.name, text: $0.text) })
    } catch {
      let result = ToolResult.failure(Scrubber(texts).scrub(error.text))
      return ApprovedCall(error.attemptsLeft.map { .refused(attemptsLeft: $0) } ?? .failed, result: result)
    }
  }
}
