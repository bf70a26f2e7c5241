import Calls
import JSON
import JSONRPC
import MCP
import Operations

/// Makes the result of a documentation tool from valid arguments.
protocol DocsReply: Sendable {
  func result(_ arguments: JSONObject) -> ToolResult
}

/// Checks the arguments of a documentation tool as those of any other tool.
struct DocsHandler: ToolHandler {
  let check: ArgumentCheck
  let reply: any DocsReply

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let valid: ArgumentCheck.Valid
    do throws(CallFailure) {
      valid = try check.check(arguments)
    } catch {
      return .complete(.failure(error.text))
    }
    var result = reply.result(valid.arguments)
    if let note = valid.note { result.note(note) }
    return .complete(result)
  }
}

/// The room for a result, in tokens of a model.
enum TokenBudget {
  /// The tokens of a result, unless a call asks for more.
  static let standard = 2000
  /// The bytes of JSON that count as a token.
  private static let bytesPerToken = 4

  /// The argument that asks for more or less.
  static let argument: JSONValue = [
    "type": "integer", "minimum": 200, "maximum": 20_000, "default": 2000,
    "description": "How long the result may be, in tokens.",
  ]

  /// The bytes of a result by the arguments of a call.
  static func bytes(_ arguments: JSONObject) -> Int { (arguments["max_tokens"]?.int ?? standard) * bytesPerToken }
}
