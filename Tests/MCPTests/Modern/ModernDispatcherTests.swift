import JSON
import JSONRPC
import MCP
import Testing

struct ModernDispatcherTests {
  static let version = "io.modelcontextprotocol/protocolVersion"
  static let capabilities = "io.modelcontextprotocol/clientCapabilities"

  let client = Client(.v2026_07_28)

  @Test func `NEG-01, CACHE-01, CACHE-04, META-05: discovers`() async throws {
    let result = try #require(try await client.call("server/discover")["result"])
    #expect(result["supportedVersions"]?.array?.count == 5)
    #expect(result["supportedVersions"]?.array?.first == "2026-07-28")
    #expect(result["resultType"] == "complete")
    #expect(result["ttlMs"] == 0)
    #expect(result["cacheScope"] == "private")
    #expect(result["capabilities"]?.object?.names == ["tools", "resources", "prompts", "completions", "logging"])
    #expect(result["instructions"] == "Use it.")
    #expect(result["serverInfo"] == nil)
    #expect(result["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "sample")
  }

  @Test func `META-03: an incomplete envelope is refused with what is missing`() async throws {
    for params: JSONObject in [[:], ["_meta": [:]], ["_meta": .object([Self.version: "2026-07-28"])]] {
      let handling = client.dispatcher.handle(
        Request(id: .string("r"), method: "tools/list", params: params),
        sink: client.sink
      )
      guard case .now(let reply) = handling, case .error(let error) = reply.outcome else {
        Issue.record("not refused")
        return
      }
      #expect(error.code == .invalidParams)
      #expect(error.data?["missing"]?.array?.contains(.string(Self.capabilities)) == true)
    }
  }

  @Test(
    arguments: [
      [version: 7], [capabilities: []], [capabilities: nil], ["progressToken": true], ["progressToken": [:]],
    ] as [JSONObject]
  )
  func `META-03, PROG-01: a malformed envelope is refused`(meta: JSONObject) async throws {
    #expect(try await client.call("tools/list", ["_meta": .object(meta)])["error"]?["code"] == -32602)
  }

  @Test func `META-04, META-06, META-07, META-08, BASE-26: what else a request says does not matter`() async throws {
    let meta: JSONObject = [
      "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate": "a=b", "baggage": "c=d",
      "io.modelcontextprotocol/unknown": 1, "io.modelcontextprotocol/clientInfo": ["name": "evil"],
    ]
    #expect(try await client.call("tools/list", ["foo": 1, "_meta": .object(meta)])["result"] != nil)
    let tool = Tool.asking("trace") { .text($0.meta["traceparent"]?.string ?? "none") }
    let tracing = Client(.v2026_07_28, Sample.catalog(tools: [tool]))
    #expect(try await tracing.text(of: "trace", ["_meta": .object(meta)])?.hasPrefix("00-0af") == true)
  }

  @Test(arguments: ["2025-11-25", "v999"])
  func `NEG-02, NEG-03, NEG-04: another version is refused and not offered again`(version: String) async throws {
    let error = try await client.call("tools/list", ["_meta": .object([Self.version: .string(version)])])["error"]
    #expect(error?["code"] == -32022)
    #expect(error?["data"] == ["supported": ["2026-07-28"], "requested": .string(version)])
  }

  @Test(
    arguments: [
      "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "tasks/list",
      "tasks/result", "tasks/get", "unknown", "notifications/initialized", "subscriptions/listen",
    ])
  func `NEG-10, NEG-13, NEG-14, PING-03, SUB-13: methods that do not exist`(method: String) async throws {
    #expect(try await client.call(method, ["cursor": 1])["error"]?["code"] == -32601)
  }

  @Test func `BASE-10, CAP-01, CAP-03, NEG-05: a server without anything offers nothing`() async throws {
    var features = Catalog.Features()
    features.loggingEras = []
    let empty = Client(.v2026_07_28, Catalog(server: Implementation(name: "s", version: "1"), features: features))
    #expect(try await empty.call("server/discover")["result"]?["capabilities"] == [:])
    for method in [
      "tools/list", "tools/call", "resources/list", "resources/read", "resources/templates/list", "prompts/list",
      "prompts/get", "completion/complete", "subscriptions/listen",
    ] {
      #expect(try await empty.call(method)["error"]?["code"] == -32601)
    }
  }

  @Test func `CAP-05, LOG-08: neither tasks nor, unless it is wanted, logging are advertised`() async throws {
    let modest = Client(
      .v2026_07_28,
      Catalog(server: Implementation(name: "s", version: "1"), tools: [.asking("a") { _ in .text("") }])
    )
    #expect(try await modest.call("server/discover")["result"]?["capabilities"] == ["tools": [:]])
  }

  @Test func `BASE-22, BASE-28, NEG-16: every request stands for itself`() async throws {
    var able = client
    able.capabilities = ["elicitation": [:]]
    #expect(try await able.call("tools/call", ["name": "greet"])["result"]?["resultType"] == "input_required")
    #expect(try await client.call("tools/call", ["name": "greet"])["error"]?["code"] == -32021)
    #expect(try await able.call("tools/call", ["name": "greet"])["result"]?["resultType"] == "input_required")
  }

  @Test func `CACHE-01, RES-14, PRM-07, TOOL-34: what can be kept says for how long`() async throws {
    let cacheable: [(String, JSONObject)] = [
      ("server/discover", [:]), ("tools/list", [:]), ("prompts/list", [:]), ("resources/list", [:]),
      ("resources/templates/list", [:]), ("resources/read", ["uri": "docs://a"]),
    ]
    for (method, params) in cacheable {
      let result = try await client.call(method, params)["result"]
      #expect(result?["ttlMs"] == 0)
      #expect(result?["cacheScope"] == "private")
    }
    let others: [(String, JSONObject)] = [
      ("tools/call", ["name": "echo"]), ("prompts/get", ["name": "introduce", "arguments": ["name": "A"]]),
    ]
    for (method, params) in others {
      let result = try #require(try await client.call(method, params)["result"])
      #expect(result["ttlMs"] == nil && result["cacheScope"] == nil)
    }
  }

  @Test func `CACHE-03: only what is said to be the same for everyone is public`() async throws {
    var features = Catalog.Features()
    features.cacheTTL = 60_000
    features.isCachePublic = true
    let catalog = Catalog(
      server: Implementation(name: "s", version: "1"),
      tools: [.asking("a") { _ in .text("") }],
      features: features
    )
    let result = try await Client(.v2026_07_28, catalog).call("tools/list")["result"]
    #expect(result?["ttlMs"] == 60_000)
    #expect(result?["cacheScope"] == "public")
  }
}
