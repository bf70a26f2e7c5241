import JSON
import MCP
import TestSupport
import Testing

struct ToolListTests {
  @Test(arguments: Client.versions)
  func `tools-list (TOOL-01 … TOOL-06): every tool has a name, a description and a schema`(
    version: ProtocolVersion
  ) async throws {
    let client = try await Client.ready(version)
    let list = try await client.call("tools/list")
    let tools = try #require(list.result?["tools"]?.array)
    #expect(tools.count == 32)
    for tool in tools {
      let name = try #require(tool["name"]?.string)
      #expect(try #/[A-Za-z0-9_-]{1,64}/#.wholeMatch(in: name) != nil)
      #expect(tool["description"]?.string?.isEmpty == false)
      #expect(tool["inputSchema"]?["type"] == "object")
    }
    #expect(Set(tools.map { $0["name"] }).count == tools.count)
    #expect(try await client.call("tools/list").answer == list.answer)
  }

  @Test(.enabled(if: Oracles.areEnabled), arguments: Client.versions)
  func `json-schema-2020-12 (TOOL-14): a schema is published as it was written`(version: ProtocolVersion) async throws {
    let page = String(decoding: try Oracles.bytes("protocol/fixtures.md"), as: UTF8.self)
    let block = try #require(page.split(separator: "```json\n").last?.split(separator: "\n```").first)
    let client = try await Client.ready(version)
    let tools = try await client.call("tools/list").result?["tools"]?.array
    let tool = try #require(tools?.first { $0["name"] == "json_schema_2020_12_tool" })
    #expect(tool["inputSchema"]?.description == String(block))
  }

  @Test func `http-custom-header-server-validation (XHDR-01): a string argument is repeated in a header`() async throws
  {
    let tools = try await Client.ready(.v2026_07_28).call("tools/list").result?["tools"]?.array
    let annotations = tools?.compactMap { $0["inputSchema"]?["properties"]?["region"] }
    #expect(annotations?.map { $0["x-mcp-header"] } == ["Region"])
    #expect(annotations?.map { $0["type"] } == ["string"])
  }
}
