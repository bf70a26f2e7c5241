import JSON
import MCP
import Testing

/// The scenarios of tools that say something before they answer.
struct ToolNotificationTests {
  @Test(arguments: Client.versions, ["progress-1", 7] as [JSONValue])
  func `tools-call-with-progress (PROG-01, PROG-02, PROG-03): 0, 50 and 100 of 100 under the token`(
    version: ProtocolVersion,
    token: JSONValue
  ) async throws {
    let client = try await Client.ready(version)
    let call = try await client.callTool("test_tool_with_progress", meta: ["progressToken": token])
    #expect(call.methods == Array(repeating: "notifications/progress", count: 3))
    #expect(call.messages.map { $0["params"]?["progress"] } == [0, 50, 100])
    #expect(call.messages.allSatisfy { $0["params"]?["total"] == 100 && $0["params"]?["progressToken"] == token })
    #expect(call.text?.isEmpty == false)
    #expect(try await client.callTool("test_tool_with_progress").messages.isEmpty)  // PROG-09
  }

  @Test(arguments: Client.legacyVersions)
  func `tools-call-with-logging (LOG-01, CAP-03): three messages during the call`(
    version: ProtocolVersion
  ) async throws {
    let client = try await Client.ready(version)
    #expect(try await client.call("logging/setLevel", ["level": "debug"]).result == [:])
    let call = try await client.callTool("test_tool_with_logging")
    #expect(call.methods == Array(repeating: "notifications/message", count: 3))
    #expect(call.messages.allSatisfy { $0["params"]?["level"] == "info" && $0["params"]?["data"]?.string != nil })
    #expect(call.text?.isEmpty == false)
    #expect(client.told.messages.isEmpty)
  }

  @Test(arguments: Client.legacyVersions)
  func `logging-set-level (LOG-01): a level is set, and no other word is one`(version: ProtocolVersion) async throws {
    let client = try await Client.ready(version)
    #expect(try await client.call("logging/setLevel", ["level": "error"]).result == [:])
    #expect(try await client.callTool("test_tool_with_logging").messages.isEmpty)
    #expect(try await client.call("logging/setLevel", ["level": "loud"]).errorCode == -32602)
  }
}
