import JSON
import JSONRPC
import MCP
import Testing

struct ListingTests {
  static let methods = [
    ("tools/list", "tools"), ("resources/list", "resources"), ("resources/templates/list", "resourceTemplates"),
    ("prompts/list", "prompts"),
  ]

  private func catalog(pageSize: Int) throws -> Catalog {
    var features = Catalog.Features()
    features.pageSize = pageSize
    let text = StaticText("x", mimeType: "text/plain")
    return Catalog(
      server: Implementation(name: "s", version: "1"),
      tools: (0..<5).map { index in .asking("t\(index)") { _ in .text("") } },
      resources: (0..<5).map { Resource(ResourceDescription(uri: "docs://\($0)", name: "r\($0)"), handler: text) },
      resourceTemplates: try (0..<5).map {
        ResourceTemplate(uriTemplate: try #require(URITemplate("docs://\($0)/{x}")), name: "rt\($0)", handler: text)
      },
      prompts: (0..<5).map { Prompt(name: "p\($0)", handler: Introduction()) },
      features: features
    )
  }

  @Test(arguments: methods, ProtocolVersion.allCases)
  func `PAGE-01, PAGE-02, PAGE-04, PAGE-06, PAGE-07, BASE-23: pages make the whole list, on any instance`(
    list: (method: String, member: String),
    version: ProtocolVersion
  ) async throws {
    let whole = try await Client.started(version, catalog(pageSize: 100)).call(list.method)["result"]
    var names: [JSONValue?] = []
    var params: JSONObject = [:]
    repeat {
      let client = try await Client.started(version, catalog(pageSize: 2))
      let page = try await client.call(list.method, params)["result"]
      names += page?[list.member]?.array?.map { $0["name"] } ?? []
      #expect(page?["cacheScope"] == whole?["cacheScope"])
      params = [:]
      params.append("cursor", ifPresent: page?["nextCursor"])
    } while !params.isEmpty
    #expect(names.count == 5)
    #expect(names == whole?[list.member]?.array?.map { $0["name"] })
  }

  @Test(
    arguments: ["garbage", " ", "tools/list@5", "tools/list@1", "tools/list@02", "resources/list@2", 1, false]
      as [JSONValue]
  )
  func `PAGE-03: what was not handed out is no cursor`(cursor: JSONValue) async throws {
    let client = Client(.v2026_07_28, try catalog(pageSize: 2))
    #expect(try await client.call("tools/list", ["cursor": cursor])["error"]?["code"] == -32602)
  }

  @Test(arguments: ["tools/list", "resources/list", "resources/templates/list", "prompts/list"])
  func `PAGE-05: a cursor that is empty or null is none`(method: String) async throws {
    for version in ProtocolVersion.allCases {
      let client = try await Client.started(version, catalog(pageSize: 2))
      let first = try await client.call(method)["result"]
      for cursor in ["", nil] as [JSONValue] {
        #expect(try await client.call(method, ["cursor": cursor])["result"] == first)
      }
    }
  }

  @Test func `TOOL-06, TOOL-07, RES-15: a list is the same for everyone and after every call`() async throws {
    for version in ProtocolVersion.allCases {
      let client = try await Client.started(version)
      let before = try await client.call("tools/list")
      try await client.call("tools/call", ["name": "echo"])
      #expect(try await client.call("tools/list").description == before.description)
      #expect(try await Client.started(version).call("tools/list").description == before.description)
    }
  }
}
