import ClientSetup
import Testing

struct ModelToolNameTests {
  private static func name(_ client: String, _ tool: String, server: String = "nethesis") throws -> ModelToolName {
    ModelToolName(tool, of: server, by: ClientLimits.of(try #require(MCPClient(named: client))).naming.value)
  }

  @Test(arguments: [
    ("claude-code", "mcp__nethesis__look"), ("codex", "mcp__nethesis__look"), ("gemini-cli", "mcp_nethesis_look"),
    ("cline", "nethesis__look"), ("cursor", "look"), ("zed", "look"), ("kiro", "look"),
  ])
  func `a short name gets the client's prefix alone`(client: String, text: String) throws {
    let name = try Self.name(client, "look")
    #expect(name.text == text)
    #expect(name.loss == nil)
  }

  @Test(arguments: [("cursor", 60 - 8), ("codex", 64 - 15), ("gemini-cli", 63 - 13), ("cline", 64 - 10), ("kiro", 64)])
  func `the longest name of a client is whole, one more is not`(client: String, longest: Int) throws {
    let whole = try Self.name(client, String(repeating: "x", count: longest))
    #expect(whole.loss == nil)
    let longer = try Self.name(client, String(repeating: "x", count: longest + 1))
    #expect(longer.loss != nil)
    #expect(longer.text == nil || (longer.text?.count ?? 0) <= 64)
  }

  @Test func `each client cuts in its own way`() throws {
    let tool = String(repeating: "a", count: 40) + String(repeating: "z", count: 40)
    let gemini = try #require(try Self.name("gemini-cli", tool).text)
    #expect(gemini.count == 63)
    #expect(gemini.hasPrefix("mcp_nethesis_aaa") && gemini.contains("a...z") && gemini.hasSuffix("zzz"))
    #expect(try Self.name("codex", tool).text == "mcp__nethesis__\(tool.prefix(49))")
    #expect(try Self.name("cline", tool).text == "nethesis__\(tool.prefix(45))_########")
    #expect(try Self.name("cursor", tool).text == nil)
  }

  @Test(arguments: ["list-keys", "1st", "_x"])
  func `names that a client refuses are not passed on`(tool: String) throws {
    #expect(try Self.name("kiro", tool).text == nil)
    #expect(try Self.name("zed", tool).text == tool)
  }
}
