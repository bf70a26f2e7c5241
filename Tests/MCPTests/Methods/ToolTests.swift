import JSON
import JSONRPC
import MCP
import Testing

struct ToolTests {
  @Test(arguments: ProtocolVersion.allCases)
  func `TOOL-01, TOOL-08, TOOL-09, TOOL-10, TOOL-11, TOOL-12, ICON-03: a version lists what it knows`(
    version: ProtocolVersion
  ) async throws {
    let tool = try await Client.started(version).call("tools/list")["result"]?["tools"]?.array?.first
    #expect(tool?["name"] == "echo")
    #expect(tool?["inputSchema"]?["type"] == "object")
    #expect(tool?["title"] == (version >= .v2025_06_18 ? "Echo" : nil))
    #expect((tool?["annotations"] != nil) == (version >= .v2025_03_26))
    #expect(tool?["annotations"]?["title"] == (version == .v2025_03_26 ? "Echo" : nil))
    #expect((tool?["_meta"] != nil) == (version >= .v2025_06_18))
    #expect((tool?["outputSchema"] != nil) == (version == .v2026_07_28))
    #expect(tool?["execution"] == nil)  // TOOL-13: absent says that there are no tasks
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `TOOL-20, TOOL-27, TOOL-29, TOOL-32: a version is answered with what it knows`(
    version: ProtocolVersion
  ) async throws {
    let client = try await Client.started(version)
    let result = try await client.call("tools/call", ["name": "echo", "arguments": ["a": 1]])["result"]
    #expect(result?["structuredContent"] == (version == .v2026_07_28 ? [["a": 1]] : nil))
    #expect(
      result?["content"]?.array?.map { $0["type"] } == [
        "text", version == .v2024_11_05 ? "resource" : "audio", version < .v2025_06_18 ? "text" : "resource_link",
      ]
    )
    #expect(result?["isError"] == false)
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `TOOL-27: an object is structured content since 2025-06-18`(version: ProtocolVersion) async throws {
    let tool = Tool.asking("object") { _ in
      .complete(ToolResult(content: [], structuredContent: ["a": 1]))
    }
    let client = try await Client.started(version, Sample.catalog(tools: [tool]))
    let result = try await client.call("tools/call", ["name": "object"])["result"]
    #expect(result?["structuredContent"] == (version < .v2025_06_18 ? nil : ["a": 1]))
    #expect(result?["content"] == [])
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `TOOL-30, TOOL-31, TOOL-33: images, resources and annotations as the version has them`(
    version: ProtocolVersion
  ) async throws {
    let notes = Annotations(audience: [.assistant], priority: 0.5, lastModified: "2026-01-01T00:00:00Z")
    let contents = ResourceContents(uri: "docs://a", mimeType: "text/plain", .text("A"))
    let tool = Tool.asking("rich") { _ in
      .complete(
        ToolResult(
          content: [
            Content(.image(data: "iVBORw0KGgo=", mimeType: "image/png"), annotations: notes),
            Content(.resource(contents)),
          ]
        )
      )
    }
    let client = try await Client.started(version, Sample.catalog(tools: [tool]))
    let content = try await client.call("tools/call", ["name": "rich"])["result"]?["content"]?.array
    #expect(content?.first?["data"] == "iVBORw0KGgo=")
    #expect(content?.first?["mimeType"] == "image/png")
    #expect(content?.first?["annotations"]?["priority"]?.number?.double == 0.5)
    #expect((content?.first?["annotations"]?["lastModified"] != nil) == (version >= .v2025_06_18))
    #expect(content?.last?["resource"] == ["uri": "docs://a", "mimeType": "text/plain", "text": "A"])
  }

  @Test(
    arguments: [
      ["name": "nope"], [:], ["name": "echo", "arguments": []], ["name": 7], ["name": nil],
    ] as [JSONObject]
  )
  func `TOOL-21, TOOL-23: malformed calls`(params: JSONObject) async throws {
    for version in ProtocolVersion.allCases {
      #expect(try await Client.started(version).call("tools/call", params)["error"]?["code"] == -32602)
    }
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `TOOL-35, TSK4-01, TOOL-36: a task is not made, and arguments may be absent`(
    version: ProtocolVersion
  ) async throws {
    for arguments in [nil, JSONValue.null] {
      var params: JSONObject = ["name": "echo", "task": ["ttl": 1]]
      params.append("arguments", ifPresent: arguments)
      let result = try await Client.started(version).call("tools/call", params)["result"]
      #expect(result?["content"]?.array?.first?["text"] == "done")
      #expect(result?["task"] == nil)
    }
  }

  @Test func `TOOL-14: a schema is listed as it was written`() async throws {
    let text = """
      {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","$defs":{"address":{"$anchor":"a",\
      "type":"object"}},"properties":{"address":{"$ref":"#/$defs/address"}},"allOf":[{"anyOf":[{"required":["x"]}]}],\
      "if":{"required":["y"]},"then":{"required":["z"]},"else":{},"additionalProperties":false}
      """
    let schema = try #require(try JSONParser.parse(text).object)
    let tool = Tool(name: "a", description: "A", inputSchema: schema, handler: Echo())
    let catalog = Catalog(server: Implementation(name: "s", version: "1"), tools: [tool])
    for version in ProtocolVersion.allCases {
      let listed = try await Client.started(version, catalog).call("tools/list")["result"]?["tools"]?.array?.first
      #expect(listed?["inputSchema"]?.description == text)
    }
  }
}
