import JSON
import JSONRPC
import MCP

/// Answers with the text that it was given, after asking for one if it was given none.
struct Say: ToolHandler {
  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    if let text = arguments["text"]?.string { return .complete(ToolResult(content: [.text(text)])) }
    if case .accepted(let content)? = context.elicitation("text") {
      return .complete(ToolResult(content: [.text(content["text"]?.string ?? "")]))
    }
    let schema: JSONObject = ["type": "object", "properties": ["text": ["type": "string"]]]
    return .inputRequired(InputRequired([("text", .form(message: "What?", requestedSchema: schema))]))
  }
}
