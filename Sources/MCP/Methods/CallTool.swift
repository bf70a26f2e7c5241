import JSON
import JSONRPC

extension MethodCall {
  /// Answers `tools/call`.
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
        // The model can do something about it: say so to the person, or go another way.
        finished(profile.json(ToolResult.failure($0)))
      }
      return result ?? JSONObject()
    }
  }
}
