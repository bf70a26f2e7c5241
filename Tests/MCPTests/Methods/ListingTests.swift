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

  @Test(arguments: ProtocolVersion.allCases)
  func `PAGE-01, PAGE-03: a page ends where it would be too large, and no item is left out`(
    version: ProtocolVersion
  ) async throws {
    var features = Catalog.Features()
    features.pageBytes = 4000
    // The fourth alone is larger than a page.
    let sizes = [1500, 1500, 1500, 9000, 100, 100, 3000]
    let tools = sizes.enumerated().map { index, size in
      var tool = Tool.asking("t\(index)") { _ in .text("") }
      tool.description = String(repeating: "x", count: size)
      return tool
    }
    let catalog = Catalog(server: Implementation(name: "s", version: "1"), tools: tools, features: features)
    var (pages, cursors): ([[JSONValue?]], [JSONValue]) = ([], [])
    repeat {
      let client = try await Client.started(version, catalog)
      let answer = try await client.call("tools/list", cursors.last.map { ["cursor": $0] } ?? [:])
      let names = answer["result"]?["tools"]?.array?.map { $0["name"] } ?? []
      #expect(names.count == 1 || answer.description.utf8.count < 4500)
      pages.append(names)
      guard let next = answer["result"]?["nextCursor"] else { break }
      cursors.append(next)
    } while pages.count < 10
    #expect(pages == [["t0", "t1"], ["t2"], ["t3"], ["t4", "t5", "t6"]])
    #expect(cursors == ["tools/list@2", "tools/list@3", "tools/list@4"])
    let client = try await Client.started(version, catalog)
    for cursor in ["tools/list@1", "tools/list@5", "tools/list@6", "tools/list@7"] as [JSONValue] {
      #expect(try await client.call("tools/list", ["cursor": cursor])["error"]?["code"] == -32602)
    }
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
