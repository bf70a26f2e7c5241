package import JSON
package import JSONRPC
package import MCP
import Operations

/// The implementation of a tool that is no operation, for arguments that are valid.
package protocol CheckedTool: Sendable {
  func outcome(
    _ arguments: JSONObject,
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<ToolResult>
}

/// Checks the arguments of such a tool as those of any other, and notes on its result how they were read.
package struct CheckedHandler: ToolHandler {
  private let check: ArgumentCheck
  private let tool: any CheckedTool

  /// Makes the handler of a tool.
  package init(_ tool: any CheckedTool, check: ArgumentCheck) {
    self.check = check
    self.tool = tool
  }

  package func call(
    _ arguments: JSONObject,
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let checked: ArgumentCheck.Valid
    do throws(CallFailure) {
      checked = try check.check(arguments)
    } catch {
      return .complete(.failure(error.text))
    }
    let outcome = try await tool.outcome(checked.arguments, context)
    guard let note = checked.note, case .complete(var result) = outcome else { return outcome }
    result.note(note)
    return .complete(result)
  }
}
