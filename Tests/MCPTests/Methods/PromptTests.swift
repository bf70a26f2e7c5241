import JSON
import JSONRPC
import MCP
import Testing

struct PromptTests {
  @Test(arguments: ProtocolVersion.allCases)
  func `PRM-01, PRM-03, PRM-05, PRM-07: lists and writes prompts, arguments as they are`(
    version: ProtocolVersion
  ) async throws {
    let client = try await Client.started(version)
    let prompt = try await client.call("prompts/list")["result"]?["prompts"]?.array?.first
    #expect(prompt?["name"] == "introduce")
    #expect(prompt?["arguments"] == [["name": "name", "required": true]])
    let arguments: JSONValue = ["name": "{{Ada}} \\(x) ${y}"]
    let result = try await client.call("prompts/get", ["name": "introduce", "arguments": arguments])["result"]
    #expect(result?["messages"] == [["role": "user", "content": ["type": "text", "text": "I am {{Ada}} \\(x) ${y}"]]])
    #expect(result?["ttlMs"] == nil)
  }

  @Test(
    arguments: [
      [:], ["name": "nope"], ["name": "introduce"], ["name": "introduce", "arguments": ["name": 1]],
      ["name": "introduce", "arguments": []],
    ] as [JSONObject]
  )
  func `PRM-02: prompts need their names and arguments`(params: JSONObject) async throws {
    for version in ProtocolVersion.allCases {
      #expect(try await Client.started(version).call("prompts/get", params)["error"]?["code"] == -32602)
    }
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `PRM-04: content is what the version knows`(version: ProtocolVersion) async throws {
    let prompt = Prompt(name: "sound", handler: Sound())
    let catalog = Catalog(server: Implementation(name: "s", version: "1"), prompts: [prompt])
    let result = try await Client.started(version, catalog).call("prompts/get", ["name": "sound"])["result"]
    let content = result?["messages"]?.array?.first?["content"]
    #expect(content?["type"] == (version == .v2024_11_05 ? "resource" : "audio"))
  }
}

private struct Sound: PromptHandler {
  func get(
    _ arguments: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<PromptResult> {
    .complete(PromptResult(messages: [.init(.user, Content(.audio(data: "UklGRg==", mimeType: "audio/wav")))]))
  }
}
