import JSON
import MCP
import Testing

/// The scenarios of tools that answer at once; none is called with the member `arguments` (TOOL-36).
struct ToolCallTests {
  @Test(arguments: Client.versions)
  func `tools-call-simple-text (TOOL-20, TOOL-34): a text`(version: ProtocolVersion) async throws {
    let call = try await Client.ready(version).callTool("test_simple_text")
    #expect(call.content.map { $0["type"] } == ["text"])
    #expect(call.text?.isEmpty == false)
    #expect(call.result?["isError"] == false)
  }

  @Test(arguments: Client.versions)
  func `tools-call-image (TOOL-30): a PNG in base64`(version: ProtocolVersion) async throws {
    let image = try await Client.ready(version).callTool("test_image_content").content.first
    #expect(image?["type"] == "image")
    #expect(image?["mimeType"] == "image/png")
    #expect(image?["data"]?.string?.hasPrefix("iVBORw0KGgo") == true)
  }

  @Test(arguments: Client.versions)
  func `tools-call-audio (TOOL-29, TOOL-30): a WAV in base64`(version: ProtocolVersion) async throws {
    let sound = try await Client.ready(version).callTool("test_audio_content").content.first
    #expect(sound?["type"] == "audio")
    #expect(sound?["mimeType"] == "audio/wav")
    #expect(sound?["data"]?.string?.hasPrefix("UklGR") == true)
  }

  @Test(arguments: Client.versions)
  func `tools-call-embedded-resource (TOOL-31): a resource with its URI and type`(
    version: ProtocolVersion
  ) async throws {
    let item = try await Client.ready(version).callTool("test_embedded_resource").content.first
    #expect(item?["type"] == "resource")
    #expect(item?["resource"]?["uri"] == "test://embedded-resource")
    #expect(item?["resource"]?["mimeType"] == "text/plain")
    #expect(item?["resource"]?["text"]?.string?.isEmpty == false)
  }

  @Test(arguments: Client.versions)
  func `tools-call-mixed-content (TOOL-20): several kinds in one result`(version: ProtocolVersion) async throws {
    let call = try await Client.ready(version).callTool("test_multiple_content_types")
    #expect(call.content.map { $0["type"] } == ["text", "image", "resource"])
  }

  @Test(arguments: ["sep_2106_array_output_tool": "array", "sep_2106_primitive_output_tool": "string"])
  func `sep-2106 (TOOL-11, TOOL-28): structured content that is no object`(tool: String, type: String) async throws {
    let client = try await Client.ready(.v2026_07_28)
    let listed = try await client.call("tools/list").result?["tools"]?.array?.first { $0["name"] == .string(tool) }
    #expect(listed?["outputSchema"]?["type"] == .string(type))
    let call = try await client.callTool(tool)
    let content = try #require(call.result?["structuredContent"])
    #expect(content.typeName == type)
    #expect(try JSONParser.parse(Array(#require(call.text).utf8)) == content)
  }

  @Test(arguments: Client.legacyVersions, ["sep_2106_array_output_tool", "sep_2106_primitive_output_tool"])
  func `sep-2106 (TOOL-11): older versions have the text alone`(version: ProtocolVersion, tool: String) async throws {
    let client = try await Client.ready(version)
    let listed = try await client.call("tools/list").result?["tools"]?.array?.first { $0["name"] == .string(tool) }
    #expect(listed != nil && listed?["outputSchema"] == nil)
    let call = try await client.callTool(tool)
    #expect(call.result?["structuredContent"] == nil && call.text != nil)
  }

  @Test(arguments: Client.versions)
  func `http-custom-header-server-validation: a required argument that is missing`(
    version: ProtocolVersion
  ) async throws {
    for arguments in [nil, [:], ["region": 1]] as [JSONObject?] {
      let call = try await Client.ready(version).callTool("test_x_mcp_header", arguments)
      #expect(call.result?["isError"] == true)
      #expect(call.text?.contains("region") == true)
    }
  }

  @Test(arguments: Client.versions)
  func `tools-call-error (TOOL-22, TOOL-24): a failure is a result with a text`(version: ProtocolVersion) async throws {
    let call = try await Client.ready(version).callTool("test_error_handling")
    #expect(call.result?["isError"] == true)
    #expect(call.text?.isEmpty == false)
    #expect(call.errorCode == nil)
  }
}
