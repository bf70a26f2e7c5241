import JSON
import JSONRPC

extension MethodCall {
  /// Handles `tools/call`.
  func callTool() throws(JSONRPCError) -> Handling {
    let name = try string("name")
    let arguments = try object("arguments")
    guard let tool = catalog.toolsByName[name] else { throw .invalidParams("Unknown tool: \(name)") }
    return later(isSafe: tool.annotations.readOnly ?? false) { () async throws(JSONRPCError) in
      let result = try await drive { (context) async throws(JSONRPCError) in
        try await tool.handler.call(arguments, context)
      } encode: {
        finished(profile.json($0))
      } failure: {
        // A failure as a tool result: the model can tell the person, or take another way.
        finished(profile.json(ToolResult.failure($0)))
      }
      return result ?? JSONObject()
    }
  }
}
