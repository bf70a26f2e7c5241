import JSON
import MCP
import Testing

/// The scenarios of a result that asks: what a client may bring that it was not asked for (2026-07-28).
struct HostileInputTests {
  let client = Client(.v2026_07_28)

  private func greet(_ answers: JSONValue) async throws -> Exchange {
    let params: JSONObject = ["name": "test_input_required_result_elicitation", "inputResponses": answers]
    return try await client.call("tools/call", params)
  }

  @Test(arguments: [[:], ["wrong_key": ["action": "accept", "content": ["name": "Alice"]]]] as [JSONValue])
  func `input-required-result-missing-input-response (MRTR-09): what is missing is asked for again`(
    answers: JSONValue
  ) async throws {
    #expect(try await greet(answers).asked == ["user_name": "elicitation/create"])
  }

  @Test func `input-required-result-ignore-extra-params (MRTR-09): what was not asked for is ignored`() async throws {
    let other: JSONValue = ["action": "accept", "content": ["foo": "bar"]]
    let answers: JSONValue = [
      "user_name": ["action": "accept", "content": ["name": "Alice"]], "unknown_extra_key": other, "another": 7,
    ]
    #expect(try await greet(answers).text == "Hello, Alice!")
  }

  @Test(arguments: [.null, 12345, "x", []] as [JSONValue])
  func `input-required-result-validate-input (MRTR-09): answers that are no object are refused`(
    answers: JSONValue
  ) async throws {
    #expect(try await greet(answers).errorCode == -32602)
  }

  @Test(
    arguments: [
      12345, .null, ["action": "sing"], ["action": "accept"], ["action": "accept", "content": ["name": 7]],
    ] as [JSONValue]
  )
  func `input-required-result-validate-input (MRTR-09, ELIC-09): an answer that makes none is asked for again`(
    answer: JSONValue
  ) async throws {
    #expect(try await greet(["user_name": answer]).asked == ["user_name": "elicitation/create"])
  }

  @Test(arguments: ["decline", "cancel"])
  func `input-required-result-validate-input (MRTR-10, ELIC-08): a person may say no`(action: String) async throws {
    let call = try await greet(["user_name": ["action": .string(action)]])
    #expect(call.result?["isError"] == true && call.asked == nil)
  }

  @Test func `input-required-result-tampered-state (MRTR-05): a state that was changed is refused`() async throws {
    let tool = "test_input_required_result_tampered_state"
    let first = try await client.callTool(tool)
    let state = try #require(first.result?["requestState"]?.string)
    let answers = Willing.answers(to: first.result)
    for changed in ["\(state)-TAMPERED", String(state.dropLast()), ""] {
      let params: JSONObject = [
        "name": .string(tool), "inputResponses": answers, "requestState": .string(changed),
      ]
      #expect(try await client.call("tools/call", params).errorCode == -32602)
    }
    #expect(try await client.callTool(tool, after: first).text == "The state is what it was.")
  }

  @Test(
    arguments: [
      (["sampling": [:]], ["capital_question"]), (["elicitation": [:]], ["user_name"]),
      (["roots": [:]], ["client_roots"]), (["elicitation": ["url": [:]], "sampling": [:]], ["capital_question"]),
      (Willing.capabilities, ["capital_question", "client_roots", "user_name"]), ([:], nil),
    ] as [(JSONObject, [String]?)]
  )
  func `input-required-result-capability-check (MRTR-04, ELIC-03, NEG-15): only what the request declares is asked`(
    capabilities: JSONObject,
    keys: [String]?
  ) async throws {
    let tool = "test_input_required_result_capabilities"
    let client = Client(.v2026_07_28, capabilities: capabilities)
    let first = try await client.callTool(tool)
    #expect(first.asked?.keys.sorted() == keys)
    guard keys != nil else {
      #expect(first.errorCode == -32021)
      return
    }
    #expect(try await client.callTool(tool, after: first).text?.hasPrefix("Answered: ") == true)
  }
}
