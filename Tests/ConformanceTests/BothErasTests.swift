import JSON
import MCP
import Testing

/// What no scenario looks at: a tool that asks comes to the same end in both eras.
struct BothErasTests {
  static let tools: [(String, JSONObject)] = [
    ("test_sampling", ["prompt": "What is the capital?"]), ("test_elicitation", ["message": "Who are you?"]),
    ("test_missing_capability", [:]), ("test_streaming_elicitation", [:]),
    ("test_input_required_result_elicitation", [:]), ("test_input_required_result_sampling", [:]),
    ("test_input_required_result_list_roots", [:]), ("test_input_required_result_request_state", [:]),
    ("test_input_required_result_multiple_inputs", [:]), ("test_input_required_result_multi_round", [:]),
    ("test_input_required_result_tampered_state", [:]), ("test_input_required_result_capabilities", [:]),
  ]

  @Test(arguments: tools)
  func `MRTR-12: the same tool, the same result`(tool: String, arguments: JSONObject) async throws {
    var texts: [String?] = []
    for version in Client.versions {
      texts.append(try await Client.ready(version).finishTool(tool, arguments).text)
    }
    #expect(texts[0] != nil && texts.allSatisfy { $0 == texts[0] })
  }

  @Test(arguments: Client.versions)
  func `TOOL-20: every tool that is listed can be called, and comes to an end`(version: ProtocolVersion) async throws {
    let client = try await Client.ready(version)
    let tools = try await client.call("tools/list").result?["tools"]?.array ?? []
    // 2025-06-18 has no words for defaults, for several choices and for pages.
    let unknown = version == .v2025_06_18 ? ["sep1330", "_url"] : []
    for name in tools.compactMap({ $0["name"]?.string }) where !unknown.contains(where: name.contains) {
      let call = try await client.finishTool(name, ["prompt": "x", "message": "x", "region": "x"])
      #expect(call.result?["isError"] == .bool(name == "test_error_handling"), "\(name)")
    }
  }
}
