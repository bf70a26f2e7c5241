import Calls
import JSON
import JSONRPC
import MCP
import Operations

/// The implementation of one of the three search tools, for arguments that are valid.
protocol SearchAnswering: Sendable {
  func answer(
    _ arguments: JSONObject,
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<ToolResult>
}

/// Validates the arguments of a search tool as those of any other tool.
struct SearchHandler: ToolHandler {
  let check: ArgumentCheck
  let answering: any SearchAnswering

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let checked: ArgumentCheck.Valid
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
