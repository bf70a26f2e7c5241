import JSON
import JSONRPC

extension MethodCall {
  /// Handles `prompts/get`.
  func getPrompt() throws(JSONRPCError) -> Handling {
    let name = try string("name")
    let arguments = try strings(object("arguments"), of: "arguments")
    guard let prompt = catalog.promptsByName[name] else { throw .invalidParams("Unknown prompt: \(name)") }
    for argument in prompt.arguments where argument.isRequired && arguments[argument.name] == nil {
      throw .invalidParams("The prompt \(name) needs the argument \(argument.name)")
    }
    return later(isSafe: true) { () async throws(JSONRPCError) in
      let result = try await drive { (context) async throws(JSONRPCError) in
        try await prompt.handler.get(arguments, context)
      } encode: {
        finished(profile.json($0))
      }
      return result ?? JSONObject()
    }
  }
}
