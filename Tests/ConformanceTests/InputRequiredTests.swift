import JSON
import MCP
import Testing

/// The scenarios of a result that asks: what is asked, and what comes of the answers (2026-07-28).
struct InputRequiredTests {
  static let prefix = "test_input_required_result"

  let client = Client(.v2026_07_28)

  @Test func `input-required-result-basic-elicitation (MRTR-01, MRTR-03): a name, then a greeting`() async throws {
    let tool = "\(Self.prefix)_elicitation"
    let first = try await client.callTool(tool)
    #expect(first.asked == ["user_name": "elicitation/create"])
    let schema = first.result?["inputRequests"]?["user_name"]?["params"]?["requestedSchema"]
    #expect(schema?["properties"]?["name"]?["type"] == "string")
    #expect(schema?["required"] == ["name"])
    let second = try await client.callTool(tool, after: first)
    #expect(second.result?["resultType"] == "complete")
    #expect(second.text == "Hello, Alice!")
  }

  @Test func `input-required-result-basic-sampling (MRTR-03, SAMP-02): a question, then the model's answer`()
    async throws
  {
    let tool = "\(Self.prefix)_sampling"
    let first = try await client.callTool(tool)
    #expect(first.asked == ["capital_question": "sampling/createMessage"])
    #expect(first.result?["inputRequests"]?["capital_question"]?["params"]?["maxTokens"] == 100)
    #expect(try await client.callTool(tool, after: first).text == "Paris")
  }

  @Test func `input-required-result-basic-list-roots (MRTR-03, ROOT-01): the client's folders`() async throws {
    let tool = "\(Self.prefix)_list_roots"
    let first = try await client.callTool(tool)
    #expect(first.asked == ["client_roots": "roots/list"])
    #expect(try await client.callTool(tool, after: first).text == "The folders are: file:///work")
  }

  @Test func `input-required-result-request-state (MRTR-01, MRTR-05): the state comes back`() async throws {
    let tool = "\(Self.prefix)_request_state"
    let first = try await client.callTool(tool)
    #expect(first.asked == ["confirm": "elicitation/create"])
    #expect(first.result?["requestState"]?.string?.isEmpty == false)
    #expect(try await client.callTool(tool, after: first).text?.contains("state-ok") == true)
    let params: JSONObject = ["name": .string(tool), "inputResponses": Willing.answers(to: first.result)]
    #expect(try await client.call("tools/call", params).result?["resultType"] == "input_required")
  }

  @Test func `input-required-result-multiple-input-requests (MRTR-03): three kinds at once`() async throws {
    let tool = "\(Self.prefix)_multiple_inputs"
    let first = try await client.callTool(tool)
    #expect(
      first.asked == [
        "user_name": "elicitation/create", "greeting": "sampling/createMessage", "client_roots": "roots/list",
      ]
    )
    #expect(first.result?["requestState"]?.string != nil)
    #expect(try await client.callTool(tool, after: first).text == "Alice, Paris, 1 folders")
  }

  @Test func `input-required-result-multi-round (MRTR-11): a second question, with another state`() async throws {
    let tool = "\(Self.prefix)_multi_round"
    let first = try await client.callTool(tool)
    let second = try await client.callTool(tool, after: first)
    #expect([first, second].map { $0.asked?.map(\.key) } == [["step1"], ["step2"]])
    let states = [first, second].map { $0.result?["requestState"]?.string }
    #expect(!states.contains(nil) && states[0] != states[1])
    #expect(try await client.callTool(tool, after: second).text == "Alice likes Alice.")
  }

  @Test func `input-required-result-non-tool-request (MRTR-02, PRM-03): a prompt asks as well`() async throws {
    let name: JSONValue = "test_input_required_result_prompt"
    let first = try await client.call("prompts/get", ["name": name])
    #expect(first.asked == ["user_context": "elicitation/create"])
    let second = try await client.call(
      "prompts/get",
      ["name": name, "inputResponses": Willing.answers(to: first.result)]
    )
    #expect(second.result?["resultType"] == "complete")
    let text = second.result?["messages"]?.array?.first?["content"]?["text"]
    #expect(text == "Use this context: Alice")
  }

  @Test func `input-required-result-result-type (BASE-16, MRTR-01): a result that asks says so`() async throws {
    let call = try await client.callTool("\(Self.prefix)_elicitation")
    #expect(call.result?["resultType"] == "input_required")
  }

  @Test(
    arguments: ["server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list"])
  func `input-required-result-unsupported-methods (MRTR-02): other results never ask`(method: String) async throws {
    #expect(try await client.call(method).result?["resultType"] == "complete")
  }
}

extension Exchange {
  /// What a result asks: the methods by their keys.
  var asked: [String: String]? {
    guard result?["resultType"] == "input_required", let requests = result?["inputRequests"]?.object else { return nil }
    return Dictionary(uniqueKeysWithValues: requests.map { ($0.name, $0.value["method"]?.string ?? "") })
  }
}
