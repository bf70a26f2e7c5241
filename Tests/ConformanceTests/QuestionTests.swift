import JSON
import MCP
import Testing

/// The scenarios of tools that ask the client something in a request of its own, which ends with 2025-11-25.
struct QuestionTests {
  private func question(
    _ tool: String,
    _ arguments: JSONObject? = nil,
    _ version: ProtocolVersion = .v2025_11_25
  ) async throws -> (JSONValue, Exchange) {
    let call = try await Client.ready(version).callTool(tool, arguments)
    #expect(call.messages.count == 1)
    return (try #require(call.messages.first), call)
  }

  @Test(arguments: Client.legacyVersions)
  func `tools-call-sampling (SAMP-01, SAMP-02): the model's text comes back`(version: ProtocolVersion) async throws {
    let (question, call) = try await question("test_sampling", ["prompt": "What is the capital?"], version)
    #expect(question["method"] == "sampling/createMessage")
    #expect(question["params"]?["maxTokens"] == 100)
    #expect(question["params"]?["messages"]?.array?.first?["content"]?["text"] == "What is the capital?")
    #expect(call.text?.contains("Paris") == true)
  }

  @Test(arguments: Client.legacyVersions)
  func `tools-call-elicitation (ELIC-04, ELIC-08, ELIC-14): a form on the stream of the call`(
    version: ProtocolVersion
  ) async throws {
    let (question, call) = try await question("test_elicitation", ["message": "Who are you?"], version)
    #expect(question["method"] == "elicitation/create")
    #expect(question["params"]?["message"] == "Who are you?")
    #expect(question.fields?["username"]?["type"] == "string")
    #expect(question.fields?["email"]?["type"] == "string")
    #expect(question["params"]?["requestedSchema"]?["required"] == ["username", "email"])
    #expect(call.text == "The person is Alice, Alice.")
  }

  @Test(arguments: Client.legacyVersions, ["test_sampling", "test_elicitation", "test_elicitation_url"])
  func `tools-call-sampling, tools-call-elicitation (ELIC-03, SAMP-01): who declares nothing is asked nothing`(
    version: ProtocolVersion,
    tool: String
  ) async throws {
    let call = try await Client.ready(version, capabilities: [:]).callTool(tool, ["prompt": "?", "message": "?"])
    #expect(call.messages.isEmpty)
    #expect(call.result?["isError"] == true)
  }

  @Test func `elicitation-sep1034-defaults (ELIC-04): a default of each type`() async throws {
    let (question, call) = try await question("test_elicitation_sep1034_defaults")
    let fields = try #require(question.fields?.object)
    #expect(fields.map { $0.value["type"] } == ["string", "integer", "number", "string", "boolean"])
    let score = try JSONParser.parse("95.5")
    #expect(fields.map { $0.value["default"] } == ["John Doe", 30, score, "active", true])
    #expect(fields["status"]?["enum"] == ["active", "inactive", "pending"])
    #expect(call.text?.contains("John Doe") == true)
  }

  @Test func `elicitation-sep1330-enums (ELIC-04): choices in all their forms`() async throws {
    let (question, call) = try await question("test_elicitation_sep1330_enums")
    let fields = try #require(question.fields)
    func members(_ field: JSONValue?) -> [String]? { field?.object?.names }
    #expect(members(fields["untitledSingle"]) == ["type", "enum"])
    #expect(members(fields["titledSingle"]) == ["type", "oneOf"])
    #expect(members(fields["legacyEnum"]) == ["type", "enum", "enumNames"])
    #expect(fields["legacyEnum"]?["enumNames"]?.array?.count == fields["legacyEnum"]?["enum"]?.array?.count)
    #expect(members(fields["untitledMulti"]?["items"]) == ["type", "enum"])
    #expect(members(fields["titledMulti"]?["items"]) == ["anyOf"])
    for titled in [fields["titledSingle"]?["oneOf"], fields["titledMulti"]?["items"]?["anyOf"]] {
      #expect(titled?.array?.allSatisfy { members($0) == ["const", "title"] } == true)
    }
    #expect(call.text?.contains("value1") == true)
  }

  /// No scored scenario looks at the other mode.
  @Test func `a page (ELIC-05, ELIC-07) has an id, by which it is said to be done`() async throws {
    let call = try await Client.ready(.v2025_11_25).callTool("test_elicitation_url")
    #expect(call.methods == ["elicitation/create", "notifications/elicitation/complete"])
    let id = try #require(call.messages.first?["params"]?["elicitationId"]?.string)
    #expect(call.messages.first?["params"]?["mode"] == "url")
    #expect(call.messages.last?["params"] == ["elicitationId": .string(id)])
    #expect(call.text == "The page was opened.")
  }
}

extension JSONValue {
  /// The fields of the form that a request asks for.
  fileprivate var fields: JSONValue? { self["params"]?["requestedSchema"]?["properties"] }
}
