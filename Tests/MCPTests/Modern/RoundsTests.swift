import JSON
import JSONRPC
import MCP
import Testing

struct RoundsTests {
  let client = Client(.v2026_07_28, Fixture.catalog, capabilities: Fixture.everything)

  private func call(_ tool: String, _ params: JSONObject = [:]) async throws -> JSONValue {
    var params = params
    params["name"] = .string(tool)
    return try await client.call("tools/call", params)
  }

  @Test func `MRTR-01, MRTR-03, MRTR-04, CACHE-02: asks in a result, and only what the client declared`() async throws {
    var client = client
    client.capabilities = ["elicitation": [:]]
    let result = try #require(try await client.call("tools/call", ["name": "several"])["result"])
    #expect(result["resultType"] == "input_required")
    #expect(result["inputRequests"]?.object?.names == ["user_name"])
    #expect(result["inputRequests"]?["user_name"]?.object?.names == ["method", "params"])
    #expect(result["inputRequests"]?["user_name"]?["params"]?["mode"] == "form")
    #expect(result["requestState"]?.string?.hasPrefix("v1.") == true)
    #expect(result["ttlMs"] == nil)
    #expect(client.sink.messages.isEmpty)  // BASE-25
  }

  @Test func `ELIC-05: a URL has no id`() async throws {
    var client = client
    client.capabilities = ["elicitation": ["url": [:]]]
    let result = try await client.call("tools/call", ["name": "page"])["result"]
    let params: JSONValue = ["mode": "url", "message": "Open it", "url": "https://example.com/p"]
    #expect(result?["inputRequests"]?["page"]?["params"] == params)
    let last = try await client.finish("page")
    #expect(last?["content"]?.array?.first?["text"] == "opened")
    #expect(client.sink.messages.isEmpty)  // ELIC-07: its message is gone in this version
  }

  @Test func `NEG-15, MRTR-04: what the client would have to declare`() async throws {
    var client = client
    client.capabilities = [:]
    let error = try await client.call("tools/call", ["name": "several"])["error"]
    #expect(error?["code"] == -32021)
    #expect(
      error?["data"]?["requiredCapabilities"] == ["elicitation": ["form": [:]], "sampling": [:], "roots": [:]]
    )
  }

  @Test(arguments: ["elicitation", "sampling", "roots", "several", "rounds"])
  func `MRTR-01: goes on with the answers`(tool: String) async throws {
    let expected = [
      "elicitation": "Hello, my name!", "sampling": "Paris", "roots": "1 roots", "several": "state-ok",
      "rounds": "\"my name\" likes \"my color\", \"two\"",
    ]
    let text = try await client.finish(tool)?["content"]?.array?.first?["text"]
    #expect(text?.string == expected[tool])
  }

  @Test(
    arguments: [
      [:], ["wrong": ["action": "accept"]], ["user_name": 7], ["user_name": ["action": "sing"]],
      ["user_name": ["action": "accept", "content": ["name": 7]]],
    ] as [JSONObject]
  )
  func `MRTR-09, ELIC-09: what is missing or makes no sense is asked for again`(answers: JSONObject) async throws {
    let result = try await call("elicitation", ["inputResponses": .object(answers)])["result"]
    #expect(result?["resultType"] == "input_required")
    #expect(result?["inputRequests"]?.object?.names == ["user_name"])
  }

  @Test func `MRTR-09: an answer is an object, or was not given`() async throws {
    let answers: JSONValue = ["user_name": 7, "greeting": "x", "client_roots": [1]]
    let result = try await call("several", ["inputResponses": answers])["result"]
    #expect(result?["inputRequests"]?.object?.count == 3)
  }

  @Test func `MRTR-09: what was not asked for is ignored`() async throws {
    let answers: JSONObject = [
      "user_name": ["action": "accept", "content": ["name": "Ada"]], "other": 1, "another": [:],
    ]
    #expect(try await client.text(of: "elicitation", ["inputResponses": .object(answers)]) == "Hello, Ada!")
  }

  @Test(arguments: [.null, 7, [], "x"] as [JSONValue])
  func `MRTR-09: answers that are none are refused`(responses: JSONValue) async throws {
    #expect(try await call("elicitation", ["inputResponses": responses])["error"]?["code"] == -32602)
  }

  @Test(arguments: ["decline", "cancel"])
  func `MRTR-10, ELIC-08: a person may say no`(action: String) async throws {
    let answers: JSONValue = ["user_name": ["action": .string(action)]]
    #expect(try await client.text(of: "elicitation", ["inputResponses": answers])?.hasPrefix(action) == true)
  }

  @Test func `MRTR-11: earlier answers come back in the state, which changes`() async throws {
    let first = try await call("rounds")["result"]
    let second = try await call(
      "rounds",
      [
        "inputResponses": .object(Client.answers(to: first)), "requestState": try #require(first?["requestState"]),
      ]
    )["result"]
    #expect(second?["inputRequests"]?.object?.names == ["step2"])
    #expect(second?["requestState"] != first?["requestState"])
  }

  @Test func `MRTR-05, MRTR-06: a state fits only the request that it was made for`() async throws {
    let first = try await call("rounds", ["arguments": ["a": 1, "b": "x"]])["result"]
    let state = try #require(first?["requestState"]?.string)
    func code(_ tool: String, _ state: JSONValue, _ arguments: JSONObject) async throws -> JSONValue? {
      let params: JSONObject = ["requestState": state, "arguments": .object(arguments)]
      return try await call(tool, params)["error"]?["code"]
    }
    // The same arguments, written otherwise.
    #expect(
      try await code("rounds", .string(state), ["b": "x", "a": .number(try #require(JSONNumber(text: "1.0")))]) == nil
    )
    #expect(try await code("rounds", .string(state), ["a": 2, "b": "x"]) == -32602)
    #expect(try await code("rounds", .string(state), [:]) == -32602)
    #expect(try await code("several", .string(state), ["a": 1, "b": "x"]) == -32602)
    for bad in [state + "-TAMPERED", String(state.dropLast()), "", "v1.", "v2." + state.dropFirst(3)] {
      #expect(try await code("rounds", .string(bad), ["a": 1, "b": "x"]) == -32602)
    }
    #expect(try await code("rounds", 7, ["a": 1, "b": "x"]) == -32602)
    let error = try await client.call(
      "tools/call",
      ["name": "rounds", "requestState": .string(state), "arguments": ["a": 1, "b": "x"]],
      principal: "mallory"
    )["error"]
    #expect(error?["message"] == "Invalid or expired requestState")
  }

  @Test func `MRTR-02, BASE-26: other methods know neither answers nor states`() async throws {
    let params: JSONObject = ["requestState": "x", "inputResponses": 7]
    for method in ["tools/list", "resources/list", "prompts/list"] {
      #expect(try await client.call(method, params)["result"]?["resultType"] == "complete")
    }
  }

  @Test func `MRTR-08, MRTR-13: another instance that has the key goes on`() async throws {
    let sealer = try #require(StateSealer(key: Array(repeating: 7, count: StateSealer.keySize)))
    func instance(_ sealer: StateSealer) -> Client {
      Client(.v2026_07_28, Fixture.catalog, capabilities: Fixture.everything, sealer: sealer)
    }
    let first = try await instance(sealer).call("tools/call", ["name": "several"])["result"]
    let params: JSONObject = [
      "name": "several", "inputResponses": .object(Client.answers(to: first)),
      "requestState": try #require(first?["requestState"]),
    ]
    let last = try await instance(sealer).call("tools/call", params)["result"]
    #expect(last?["content"]?.array?.first?["text"] == "state-ok")
    let stranger = try #require(StateSealer(key: Array(repeating: 8, count: StateSealer.keySize)))
    #expect(try await instance(stranger).call("tools/call", params)["error"]?["code"] == -32602)
  }
}
