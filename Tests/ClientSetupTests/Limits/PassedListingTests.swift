import ClientSetup
import JSON
import Testing

struct PassedListingTests {
  private static func tool(_ name: String, description: String = "d", schema: JSONObject = [:]) -> JSONObject {
    [
      "name": .string(name), "title": "T", "description": .string(description), "inputSchema": .object(schema),
      "outputSchema": [:],
    ]
  }

  private static func listing(
    _ client: String,
    _ tools: [JSONObject],
    instructions: String? = nil,
    server: String = "nethesis"
  ) throws -> PassedListing {
    let limits = ClientLimits.of(try #require(MCPClient(named: client)))
    return PassedListing(tools, instructions: instructions, server: server, through: limits)
  }

  @Test func `every client has limits of its own`() {
    let clients = ClientLimits.table.map(\.client)
    #expect(clients.count == MCPClient.allCases.count)
    #expect(Set(clients) == Set(MCPClient.allCases))
  }

  @Test func `a model gets name, description and input schema`() throws {
    let listing = try Self.listing("claude-code", [Self.tool("look")])
    #expect(listing.tools[0].definition?.members.map(\.name) == ["name", "description", "input_schema"])
    #expect(listing.tools[0].size == #"{"name":"mcp__nethesis__look","description":"d","input_schema":{}}"#.utf8.count)
    #expect(listing.nameSize == #""mcp__nethesis__look""#.utf8.count)
  }

  @Test func `a description is cut within whole characters`() throws {
    for (text, kept) in [
      (String(repeating: "a", count: 2048), 2048), ("a" + String(repeating: "é", count: 1024), 2047),
    ] {
      let tool = try Self.listing("claude-code", [Self.tool("look", description: text)]).tools[0]
      #expect(tool.definition?["description"]?.string?.utf8.count == kept)
      #expect(tool.losses == (kept == 2048 ? [] : ["the last 2 bytes of its description are cut off"]))
    }
  }

  @Test(arguments: [("cursor", 80), ("devin", 100)])
  func `tools beyond the number of a client are left out and counted`(client: String, limit: Int) throws {
    let tools = (0...limit).map { Self.tool("t\($0)") }
    let whole = try Self.listing(client, Array(tools.dropLast()))
    #expect(whole.tools.allSatisfy { $0.definition != nil })
    #expect(whole.losses == [])
    let listing = try Self.listing(client, tools)
    #expect(listing.tools.filter { $0.definition == nil }.map(\.name) == ["t\(limit)"])
    #expect(listing.losses.count == 1)
  }

  @Test func `grouped tools are all there`() throws {
    let listing = try Self.listing("vscode", (0..<500).map { Self.tool("t\($0)") })
    #expect(listing.tools.allSatisfy { $0.definition != nil })
    #expect(listing.losses.count == 1)
  }

  @Test func `a tool that is refused takes no place`() throws {
    let long = Self.tool(String(repeating: "x", count: 60))
    let listing = try Self.listing("cursor", [long] + (0..<80).map { Self.tool("t\($0)") })
    #expect(listing.tools.filter { $0.definition == nil }.count == 1)
  }

  @Test func `two tools that a model cannot tell apart are named`() throws {
    let start = String(repeating: "x", count: 60)
    let listing = try Self.listing("codex", [Self.tool(start + "1"), Self.tool(start + "2")])
    #expect(listing.tools[0].definition?["name"] == listing.tools[1].definition?["name"])
    #expect(listing.tools[1].losses.contains("the model knows it by the same name as \(start)1"))
  }

  @Test func `instructions are cut or have to do with their start`() throws {
    let text = String(repeating: "a", count: 2049)
    #expect(try Self.listing("claude-code", [], instructions: text).losses.count == 1)
    #expect(try Self.listing("codex", [], instructions: text).losses.count == 1)
    #expect(try Self.listing("codex", [], instructions: "short").losses == [])
    #expect(try Self.listing("zed", [], instructions: text).losses == [])
  }
}
