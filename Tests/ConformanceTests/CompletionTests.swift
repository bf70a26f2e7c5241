import JSON
import MCP
import Testing

struct CompletionTests {
  @Test(arguments: Client.versions)
  func `completion-complete (COMP-01, COMP-02, CAP-02): values for the argument of a prompt`(
    version: ProtocolVersion
  ) async throws {
    let params: JSONObject = [
      "ref": ["type": "ref/prompt", "name": "test_prompt_with_arguments"],
      "argument": ["name": "arg1", "value": "test"],
    ]
    let completion = try await Client.ready(version).call("completion/complete", params).result?["completion"]
    #expect(completion?["values"] == ["testValue1", "testValue2"])
    #expect(completion?["total"] == 2)
    #expect(completion?["hasMore"] == false)
  }
}
