import Calls
import JSON
import JSONRPC
import MCP

/// Makes the result of a documentation tool from valid arguments, at once.
protocol DocsReply: CheckedTool {
  func result(_ arguments: JSONObject) -> ToolResult
}

extension DocsReply {
  func outcome(
    _ arguments: JSONObject,
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<ToolResult> { .complete(result(arguments)) }
}
