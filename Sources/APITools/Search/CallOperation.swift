import Calls
import JSON
import JSONRPC
import MCP
import Operations

/// Implements the tool `call_operation`: returns the same result as the operation's own tool.
struct CallOperation: CheckedTool {
  private let operations: FoundOperations

  init(_ operations: FoundOperations) { self.operations = operations }

  func outcome(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let entry: APITools.Entry
    do throws(CallFailure) {
      entry = try operations.entry(arguments)
    } catch {
      return .complete(.failure(error.text))
    }
    return try await entry.tool.handler.call(arguments["arguments"]?.object ?? [:], context)
  }
}
