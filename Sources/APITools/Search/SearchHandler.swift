import JSON
import JSONRPC
import MCP

/// What one of the three tools does with arguments that are in order.
protocol SearchAnswering: Sendable {
  func answer(
    _ arguments: JSONObject,
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<ToolResult>
}

/// Checks the arguments of one of the three tools as those of any other.
struct SearchHandler: ToolHandler {
  let check: ArgumentCheck
  let answering: any SearchAnswering

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let checked: ArgumentCheck.Checked
    do throws(CallFailure) {
      checked = try check.check(arguments)
    } catch {
      return .complete(.failure(error.text))
    }
    let outcome = try await answering.answer(checked.arguments, context)
    guard let note = checked.note, case .complete(var result) = outcome else { return outcome }
    result.note(note)
    return .complete(result)
  }
}
