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
  let credential: CredentialCheck
  let request: RequestTemplate
  let reading: AnswerReading
  /// The argument that names the wanted parts of the answer.
  let selection: String?
  let backend: any Backend
  let server: APIServer

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    do throws(CallFailure) {
      return .complete(try await forward(arguments, context))
    } catch {
      guard secrets.policy != .inline else { return .complete(.failure(error.text)) }
      return .complete(.failure(Scrubber(secrets.given(in: arguments)).scrub(error.text)))
    }
  }

  private func forward(_ arguments: JSONObject, _ context: RequestContext) async throws(CallFailure) -> ToolResult {
    try secrets.refuse(arguments)
    let checked = try check.check(arguments)
    if secrets.isLacking(checked.arguments) { throw secrets.unasked }
    let given = secrets.policy == .inline ? [] : secrets.given(in: checked.arguments)
    let caller = server.acceptsCallers ? context.credential.map(CallerCredentials.init) : nil
    let shown = try credential.credentials(from: caller ?? server.credentials)
    var (request, body) = try request.request(checked.arguments)
    TraceContext.copy(from: context.meta, to: &request.headerFields)
    for credential in shown { credential.show(in: &request) }
    context.progress(0, total: 1, message: "Asking the backend: \(method) \(path)")
    let answer = try await send(request, body)
    context.log(.debug, logger: "backend", ["method": .string(method), "status": .number(JSONNumber(answer.status))])
    context.progress(1, total: 1, message: "The backend answered \(answer.status)")
    let wanted = selection.flatMap { checked.arguments[$0]?.array }?.compactMap(\.string) ?? []
    var result = try reading.result(
      answer,
      selection: wanted.isEmpty ? nil : FieldSelection(wanted),
      door: secrets.policy == .inline || !given.isEmpty ? .result : .closed,
      without: Scrubber(shown.flatMap(\.secrets) + given)
    )
    if let note = checked.note { result.content.append(.text(note)) }
    return result
  }

  private func send(_ request: HTTPRequest, _ body: [UInt8]) async throws(CallFailure) -> BackendAnswer {
    do throws(BackendError) {
      return try await backend.send(request, body: body)
    } catch {
      throw CallFailure(reading.sentences.sentence(error))
    }
  }
}
