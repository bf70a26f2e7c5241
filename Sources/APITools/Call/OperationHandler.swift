import HTTPTypes
import JSON
import JSONRPC
import MCP
import OpenAPI

/// Answers the calls of one tool: checks the arguments, asks the backend once, and reads its answer.
struct OperationHandler: ToolHandler {
  let method: String
  let path: String
  let check: ArgumentCheck
  let secrets: SecretInput
  let attempts: SecretAttempts
  /// How a person is asked for secrets that are no arguments; `nil` if the tool never asks.
  let step: ApprovalStep?
  let request: OperationRequest
  let reading: AnswerReading
  /// The argument that names the wanted parts of the answer.
  let selection: String?

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    do throws(CallFailure) {
      return try await forward(arguments, context)
    } catch {
      guard secrets.policy != .inline else { return .complete(.failure(error.text)) }
      return .complete(.failure(Scrubber(secrets.given(in: arguments).map(\.text)).scrub(error.text)))
    }
  }

  private func forward(
    _ arguments: JSONObject,
    _ context: RequestContext
  ) async throws(CallFailure) -> Outcome<ToolResult> {
    try secrets.refuse(arguments)
    let checked = try check.check(arguments)
    guard secrets.isLacking(checked.arguments) else {
      let isInline = secrets.policy == .inline
      let door: SecretDoor = isInline || !secrets.given(in: checked.arguments).isEmpty ? .result : .closed
      return .complete(try await perform(checked, door, context).result)
    }
    guard let step else { throw secrets.unasked }
    return await step.result(checked.arguments, context) { arguments async throws(CallFailure) in
      try await perform(ArgumentCheck.Checked(arguments: arguments, note: checked.note), .page, context)
    }
  }

  /// Makes a call whose arguments are complete.
  ///
  /// - Returns: What the model is told, and what the backend answered.
  private func perform(
    _ checked: ArgumentCheck.Checked,
    _ door: SecretDoor,
    _ context: RequestContext
  ) async throws(CallFailure) -> (result: ToolResult, answer: BackendAnswer) {
    let shown = try request.credentials(of: context.credential)
    let given = secrets.given(in: checked.arguments)
    guard !given.isEmpty else { return try await ask(checked, door, showing: shown, context) }
    return try await attempts.count(given, of: shown) { () async throws(CallFailure) in
      try await ask(checked, door, showing: shown, given: secrets.policy == .inline ? [] : given, context)
    }
  }

  private func ask(
    _ checked: ArgumentCheck.Checked,
    _ door: SecretDoor,
    showing shown: [ShownCredential],
    given: [SecretInput.Given] = [],
    _ context: RequestContext
  ) async throws(CallFailure) -> (result: ToolResult, answer: BackendAnswer) {
    var (head, body) = try request.request(checked.arguments, showing: shown)
    TraceContext.copy(from: context.meta, to: &head.headerFields)
    context.progress(0, total: 1, message: "Asking the backend: \(method) \(path)")
    let answer = try await request.send(head, body)
    context.log(.debug, logger: "backend", ["method": .string(method), "status": .number(JSONNumber(answer.status))])
    context.progress(1, total: 1, message: "The backend answered \(answer.status)")
    let wanted = selection.flatMap { checked.arguments[$0]?.array }?.compactMap(\.string) ?? []
    var result = try reading.result(
      answer,
      selection: wanted.isEmpty ? nil : FieldSelection(wanted),
      door: door,
      without: Scrubber(shown.flatMap(\.secrets) + given.map(\.text))
    )
    if let note = checked.note { result.content.append(.text(note)) }
    return (result, answer)
  }
}
