import JSON
import MCP
import Testing

/// The scenarios of the handshake, which ends with 2025-11-25.
struct LifecycleTests {
  @Test(arguments: Client.legacyVersions)
  func `server-initialize (LIFE-01, LIFE-02, CAP-01 … CAP-04): the version is agreed on, and all there is announced`(
    version: ProtocolVersion
  ) async throws {
    let result = try await Client(version).initialize().result
    #expect(result?["protocolVersion"] == .string(version.rawValue))
    #expect(result?["serverInfo"]?["name"]?.string?.isEmpty == false)
    #expect(result?["serverInfo"]?["version"]?.string?.isEmpty == false)
    let capabilities: JSONValue = [
      "tools": ["listChanged": true], "resources": ["subscribe": true], "prompts": ["listChanged": true],
      "completions": [:], "logging": [:],
    ]
    #expect(result?["capabilities"] == capabilities)
  }

  @Test(arguments: Client.legacyVersions)
  func `ping (PING-01): nothing comes back, promptly`(version: ProtocolVersion) async throws {
    #expect(try await Client.ready(version).call("ping").result == [:])
  }

  @Test(arguments: Client.legacyVersions)
  func `a tool that changes a list (TOOL-15, PRM-06) has the session told`(version: ProtocolVersion) async throws {
    let client = try await Client.ready(version)
    _ = try await client.callTool("test_trigger_tool_change")
    _ = try await client.callTool("test_trigger_prompt_change")
    #expect(
      client.told.messages.map { $0["method"] }
        == ["notifications/tools/list_changed", "notifications/prompts/list_changed"]
    )
  }
}
