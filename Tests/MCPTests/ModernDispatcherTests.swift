import JSON
import JSONRPC
import MCP
import Testing

struct ModernDispatcherTests {
  static let version = "io.modelcontextprotocol/protocolVersion"
  static let capabilities = "io.modelcontextprotocol/clientCapabilities"

  let sink = Collector()

  func call(
    _ method: String,
    _ params: JSONObject = [:],
    meta extra: JSONObject = [:],
    client: JSONObject = [:],
    catalog: Catalog = Sample.catalog()
  ) async throws -> JSONValue {
    var meta: JSONObject = [Self.version: "2026-07-28", Self.capabilities: .object(client)]
    for member in extra { meta[member.name] = member.value }
    var params = params
    params["_meta"] = .object(meta)
    let request = Request(id: .string("r"), method: method, params: params)
    return try await ModernDispatcher(CatalogStore(catalog), eras: .dual).handle(request, sink: sink).answer()
  }

  @Test func `NEG-01, CACHE-01, META-05: discovers`() async throws {
    let result = try #require(try await call("server/discover")["result"])
    #expect(result["supportedVersions"]?.array?.count == 5)
    #expect(result["supportedVersions"]?.array?.first == "2026-07-28")
    #expect(result["resultType"] == "complete")
    #expect(result["ttlMs"] == 0)
    #expect(result["cacheScope"] == "private")
    #expect(result["capabilities"]?.object?.names == ["tools", "resources", "prompts", "completions", "logging"])
    #expect(result["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "sample")
  }

  @Test func `META-03: an incomplete envelope is refused with what is missing`() async throws {
    let dispatcher = ModernDispatcher(CatalogStore(Sample.catalog()), eras: .dual)
    for params: JSONObject in [[:], ["_meta": [:]], ["_meta": .object([Self.version: "2026-07-28"])]] {
      let answer = try await dispatcher.handle(
        Request(id: .string("r"), method: "tools/list", params: params),
        sink: sink
      ).answer()
      #expect(answer["error"]?["code"] == -32602)
      #expect(answer["error"]?["data"]?["missing"]?.array?.contains(.string(Self.capabilities)) == true)
    }
  }

  @Test(arguments: ["2025-11-25", "v999"])
  func `NEG-02, NEG-04: another version is refused and not offered again`(version: String) async throws {
    let error = try await call("tools/list", meta: [Self.version: .string(version)])["error"]
    #expect(error?["code"] == -32022)
    #expect(error?["data"] == ["supported": ["2026-07-28"], "requested": .string(version)])
  }

  @Test(
    arguments: [
      "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "tasks/list", "unknown",
    ])
  func `NEG-13, NEG-14, PING-03: methods that do not exist`(method: String) async throws {
    #expect(try await call(method)["error"]?["code"] == -32601)
  }

  @Test func `TOOL-12, TOOL-27, TOOL-34: arrays are structured content`() async throws {
    let result = try await call("tools/call", ["name": "echo", "arguments": ["a": 1]])["result"]
    #expect(result?["structuredContent"] == [["a": 1]])
    #expect(result?["content"]?.array?.map { $0["type"] } == ["text", "audio", "resource_link"])
    #expect(result?["resultType"] == "complete")
    #expect(result?["ttlMs"] == nil)
  }

  @Test(
    arguments: [
      (["name": "nope"], -32602), ([:], -32602), (["name": "echo", "arguments": []], -32602), (["name": 7], -32602),
    ] as [(JSONObject, JSONValue)]
  )
  func `TOOL-21, TOOL-23: malformed calls`(params: JSONObject, code: JSONValue) async throws {
    #expect(try await call("tools/call", params)["error"]?["code"] == code)
  }

  @Test func `PROG-01, PROG-02: progress rises and carries the token`() async throws {
    _ = try await call("tools/call", ["name": "echo"], meta: ["progressToken": 7])
    let params = sink.messages.map { $0["params"] }
    #expect(params.map { $0?["progress"] } == [1, 2])
    #expect(params.allSatisfy { $0?["progressToken"] == 7 })
  }

  @Test func `PROG-09, LOG-03: nothing is said unasked`() async throws {
    _ = try await call("tools/call", ["name": "echo"])
    #expect(sink.messages.isEmpty)
  }

  @Test func `LOG-04, LOG-05: a request asks for messages of a level`() async throws {
    let key = "io.modelcontextprotocol/logLevel"
    _ = try await call("tools/call", ["name": "echo"], meta: [key: "info"])
    #expect(sink.messages.map { $0["params"]?["level"] } == ["info"])
    #expect(try await call("tools/list", meta: [key: "loud"])["error"]?["code"] == -32602)
  }

  @Test func `MRTR-01, MRTR-04: asks only what the client declared`() async throws {
    let result = try await call("tools/call", ["name": "greet"], client: ["elicitation": [:]])["result"]
    #expect(result?["resultType"] == "input_required")
    #expect(result?["inputRequests"]?.object?.names == ["name"])
    #expect(result?["inputRequests"]?["name"]?["params"]?["mode"] == "form")
    let answers: JSONObject = ["name": ["action": "accept", "content": ["name": "Ada"]], "other": [:]]
    let next = try await call("tools/call", ["name": "greet", "inputResponses": .object(answers)])["result"]
    #expect(next?["content"]?.array?.first?["text"] == "Hello, Ada!")
  }

  @Test func `NEG-15: what the client would have to declare`() async throws {
    let error = try await call("tools/call", ["name": "greet"])["error"]
    #expect(error?["code"] == -32021)
    #expect(error?["data"]?["requiredCapabilities"] == ["elicitation": ["form": [:]], "roots": [:]])
  }

  @Test(arguments: [.null, 7] as [JSONValue])
  func `MRTR-09: answers that are none are refused`(responses: JSONValue) async throws {
    #expect(
      try await call("tools/call", ["name": "greet", "inputResponses": responses])["error"]?["code"] == -32602
    )
  }

  @Test func `PAGE-01, PAGE-03, PAGE-05: pages`() async throws {
    let catalog = Sample.catalog(pageSize: 1)
    let first = try await call("tools/list", catalog: catalog)["result"]
    #expect(first?["tools"]?.array?.map { $0["name"] } == ["echo"])
    let cursor = try #require(first?["nextCursor"])
    let second = try await call("tools/list", ["cursor": cursor], catalog: catalog)["result"]
    #expect(second?["tools"]?.array?.map { $0["name"] } == ["greet"])
    #expect(second?["nextCursor"] == nil)
    for bad: JSONValue in ["garbage", "", "tools/list@5", "resources/list@1", 1] {
      #expect(try await call("tools/list", ["cursor": bad], catalog: catalog)["error"]?["code"] == -32602)
    }
  }

  @Test func `RES-02, RES-03, RES-14, RES-17: reads`() async throws {
    let result = try await call("resources/read", ["uri": "docs://pages/x"])["result"]
    #expect(
      result?["contents"] == [["uri": "docs://pages/x", "mimeType": "text/markdown", "text": "# A"]]
    )
    #expect(result?["ttlMs"] == 0)
    let error = try await call("resources/read", ["uri": "docs://nope"])["error"]
    #expect(error?["code"] == -32602)
    #expect(error?["data"] == ["uri": "docs://nope"])
  }

  @Test func `COMP-01, COMP-02, COMP-03: completes`() async throws {
    let template: JSONObject = ["type": "ref/resource", "uri": "docs://pages/{page}"]
    let params: JSONObject = ["ref": .object(template), "argument": ["name": "page", "value": ""]]
    let completion = try await call("completion/complete", params)["result"]?["completion"]
    #expect(completion?["values"]?.array?.count == 100)
    #expect(completion?["total"] == 150)
    #expect(completion?["hasMore"] == true)
    let prompt: JSONObject = [
      "ref": ["type": "ref/prompt", "name": "introduce"], "argument": ["name": "name", "value": "g"],
    ]
    #expect(try await call("completion/complete", prompt)["result"]?["completion"]?["values"] == ["Grace"])
    let unknown: JSONObject = ["ref": ["type": "ref/prompt", "name": "x"], "argument": ["name": "name", "value": ""]]
    #expect(try await call("completion/complete", unknown)["error"]?["code"] == -32602)
  }

  @Test func `PRM-02: prompts need their arguments`() async throws {
    #expect(try await call("prompts/get", ["name": "introduce"])["error"]?["code"] == -32602)
    #expect(try await call("prompts/get", ["name": "introduce", "arguments": ["name": 1]])["error"]?["code"] == -32602)
    let result = try await call("prompts/get", ["name": "introduce", "arguments": ["name": "Ada"]])["result"]
    #expect(result?["messages"]?.array?.first?["content"]?["text"] == "I am Ada")
    #expect(result?["ttlMs"] == nil)
  }
}
