import JSONRPC
import MCP
import NethesisMCP
import ProcessEnvironment
import Testing

struct PromptArgumentsTests {
  private struct Silent: PromptHandler {
    func get(
      _ arguments: [String: String],
      _ context: RequestContext
    ) async throws(JSONRPCError) -> Outcome<PromptResult> {
      .complete(PromptResult(messages: []))
    }
  }

  private static let prompt = Prompt(
    name: "make",
    arguments: [.init(name: "name", isRequired: true), .init(name: "mode", isRequired: true), .init(name: "note")],
    handler: Silent()
  )

  @Test func `words are values, also empty ones and such with equals signs`() throws {
    let arguments = try PromptArguments(["name=a=b", "mode=", "note=x y"], for: Self.prompt)
    #expect(arguments.values == ["name": "a=b", "mode": "", "note": "x y"])
  }

  @Test(arguments: [
    ([], "name, mode are missing: nethesis-mcp prompt make name=… mode=…"),
    (["name=a"], "mode is missing: nethesis-mcp prompt make mode=…"),
    (["nam=a"], "the prompt make has no argument nam (did you mean name?); it takes name, mode, note"),
    (["name=a", "name=b"], "the argument name is given twice"),
    (["S3cret"], "an argument of a prompt is name=value, and one of those given is not"),
    (["=S3cret"], "an argument of a prompt is name=value, and one of those given is not"),
  ])
  func `wrong words are refused, and what is missing is named`(words: [String], message: String) {
    #expect(throws: CommandFailure.usage(message)) { try PromptArguments(words, for: Self.prompt) }
  }
}
