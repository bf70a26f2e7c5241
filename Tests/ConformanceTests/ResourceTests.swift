import JSON
import MCP
import Testing

struct ResourceTests {
  @Test(arguments: Client.versions)
  func `resources-list (RES-01): every resource has a URI, a name and a description`(
    version: ProtocolVersion
  ) async throws {
    let resources = try await Client.ready(version).call("resources/list").result?["resources"]?.array
    #expect(
      resources?.map { $0["uri"] } == ["test://static-text", "test://static-binary", "test://watched-resource"]
    )
    #expect(resources?.allSatisfy { $0["name"]?.string != nil && $0["description"]?.string != nil } == true)
  }

  @Test(arguments: Client.versions)
  func `resources-read-text (RES-02): a text`(version: ProtocolVersion) async throws {
    let contents = try await Client.ready(version).call("resources/read", ["uri": "test://static-text"]).contents
    #expect(contents?["uri"] == "test://static-text")
    #expect(contents?["mimeType"] == "text/plain")
    #expect(contents?["text"]?.string?.isEmpty == false)
  }

  @Test(arguments: Client.versions)
  func `resources-read-binary (RES-02, RES-08): a PNG in base64`(version: ProtocolVersion) async throws {
    let contents = try await Client.ready(version).call("resources/read", ["uri": "test://static-binary"]).contents
    #expect(contents?["uri"] == "test://static-binary")
    #expect(contents?["mimeType"] == "image/png")
    #expect(contents?["blob"]?.string?.hasPrefix("iVBORw0KGgo") == true)
  }

  @Test(arguments: Client.versions)
  func `resources-templates-read (RES-01, RES-17): what a template covers`(version: ProtocolVersion) async throws {
    let client = try await Client.ready(version)
    let templates = try await client.call("resources/templates/list").result?["resourceTemplates"]?.array
    #expect(templates?.map { $0["uriTemplate"] } == ["test://template/{id}/data"])
    let contents = try await client.call("resources/read", ["uri": "test://template/123/data"]).contents
    #expect(contents?["uri"] == "test://template/123/data")
    #expect(contents?["text"]?.string?.contains("123") == true)
  }

  @Test(arguments: Client.versions)
  func `sep-2164-resource-not-found (RES-03, RES-04, BASE-20): an error that names the URI`(
    version: ProtocolVersion
  ) async throws {
    let uri: JSONValue = "test://nonexistent-resource"
    let call = try await Client.ready(version).call("resources/read", ["uri": uri])
    #expect(call.result == nil)
    #expect(call.errorCode == (version == .v2026_07_28 ? -32602 : -32002))
    #expect(call.answer["error"]?["data"]?["uri"] == uri)
  }

  @Test(arguments: Client.legacyVersions)
  func `resources-subscribe, resources-unsubscribe (RES-11): a change is told until that is enough`(
    version: ProtocolVersion
  ) async throws {
    let client = try await Client.ready(version)
    let params: JSONObject = ["uri": "test://watched-resource"]
    let before = try await client.call("resources/read", params).contents?["text"]
    #expect(try await client.call("resources/subscribe", params).result == [:])
    _ = try await client.callTool("test_trigger_resource_update")
    #expect(client.told.messages.map { $0["method"] } == ["notifications/resources/updated"])
    #expect(client.told.messages.map { $0["params"] } == [.object(params)])
    #expect(try await client.call("resources/read", params).contents?["text"] != before)
    #expect(try await client.call("resources/unsubscribe", params).result == [:])
    _ = try await client.callTool("test_trigger_resource_update")
    #expect(client.told.messages.count == 1)
  }
}

extension Exchange {
  /// The only contents of a resource.
  fileprivate var contents: JSONValue? {
    let contents = result?["contents"]?.array
    return contents?.count == 1 ? contents?.first : nil
  }
}
