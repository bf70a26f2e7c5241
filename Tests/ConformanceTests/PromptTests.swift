import JSON
import MCP
import Testing

struct PromptTests {
  private func messages(
    _ prompt: String,
    _ version: ProtocolVersion,
    _ arguments: JSONObject = [:]
  ) async throws -> [JSONValue] {
    let params: JSONObject = ["name": .string(prompt), "arguments": .object(arguments)]
    let messages = try await Client.ready(version).call("prompts/get", params).result?["messages"]?.array
    #expect(messages?.allSatisfy { $0["role"] == "user" } == true)
    return try #require(messages)
  }

  @Test(arguments: Client.versions)
  func `prompts-list (PRM-01): every prompt has a name and a description`(version: ProtocolVersion) async throws {
    let prompts = try await Client.ready(version).call("prompts/list").result?["prompts"]?.array
    #expect(prompts?.count == 5)
    #expect(prompts?.allSatisfy { $0["name"]?.string != nil && $0["description"]?.string != nil } == true)
    let parametrized = prompts?.first { $0["name"] == "test_prompt_with_arguments" }
    #expect(parametrized?["arguments"]?.array?.map { $0["name"] } == ["arg1", "arg2"])
  }

  @Test(arguments: Client.versions)
  func `prompts-get-simple (PRM-03): a text`(version: ProtocolVersion) async throws {
    #expect(try await messages("test_simple_prompt", version).map { $0["content"]?["type"] } == ["text"])
  }

  @Test(arguments: Client.versions)
  func `prompts-get-with-args (PRM-02, PRM-05): the arguments stand in the text`(
    version: ProtocolVersion
  ) async throws {
    let arguments: JSONObject = ["arg1": "testValue1", "arg2": "{arg1}"]
    let text = try await messages("test_prompt_with_arguments", version, arguments).first?["content"]?["text"]?.string
    #expect(text?.contains("'testValue1'") == true)
    #expect(text?.contains("'{arg1}'") == true)
    let params: JSONObject = ["name": "test_prompt_with_arguments", "arguments": ["arg1": "x"]]
    #expect(try await Client.ready(version).call("prompts/get", params).errorCode == -32602)
  }

  @Test(arguments: Client.versions)
  func `prompts-get-embedded-resource (PRM-03): a resource of the URI that was given`(
    version: ProtocolVersion
  ) async throws {
    let arguments: JSONObject = ["resourceUri": "test://example-resource"]
    let messages = try await messages("test_prompt_with_embedded_resource", version, arguments)
    #expect(messages.map { $0["content"]?["type"] } == ["resource", "text"])
    #expect(messages.first?["content"]?["resource"]?["uri"] == "test://example-resource")
  }

  @Test(arguments: Client.versions)
  func `prompts-get-with-image (PRM-03, PRM-04): an image with its type`(version: ProtocolVersion) async throws {
    let messages = try await messages("test_prompt_with_image", version)
    #expect(messages.map { $0["content"]?["type"] } == ["image", "text"])
    #expect(messages.first?["content"]?["mimeType"] == "image/png")
    #expect(messages.first?["content"]?["data"]?.string?.isEmpty == false)
  }
}
