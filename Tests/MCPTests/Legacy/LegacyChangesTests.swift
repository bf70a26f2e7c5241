import JSON
import JSONRPC
import MCP
import Testing

struct LegacyChangesTests {
  static let versions = LegacySessionTests.versions

  @Test(arguments: versions)
  func `TOOL-15, RES-13, PRM-06, CAP-04, LIFE-06: a session hears which lists have changed, once it is ready`(
    version: ProtocolVersion
  ) async throws {
    let catalog = Sample.catalog(changing: [.tools, .prompts])
    let client = Client(version, catalog)
    client.store.replace(with: catalog, changed: [.tools])
    let capabilities = try await client.initialize()["result"]?["capabilities"]
    #expect(capabilities?["tools"] == ["listChanged": true])
    #expect(capabilities?["resources"] == [:])
    client.store.replace(with: catalog, changed: [.tools])
    client.notify("notifications/initialized")
    client.notify("notifications/initialized")
    #expect(client.sink.messages.isEmpty)
    client.store.replace(with: catalog, changed: Set(CatalogList.allCases))
    #expect(
      client.sink.messages.map { $0["method"] }
        == ["notifications/tools/list_changed", "notifications/prompts/list_changed"]
    )
  }

  @Test(arguments: versions)
  func `RES-11: a session hears of the resources that it subscribed to`(version: ProtocolVersion) async throws {
    let client = try await Client.started(version, Sample.catalog(hasSubscriptions: true))
    let page: JSONObject = ["uri": "docs://pages/x"]
    #expect(try await client.call("resources/subscribe", page)["result"] == [:])
    client.store.resourceUpdated("docs://a")
    client.store.resourceUpdated("docs://pages/x")
    #expect(client.sink.messages.map { $0["params"] } == [.object(page)])
    #expect(client.sink.messages.first?["method"] == "notifications/resources/updated")
    #expect(try await client.call("resources/unsubscribe", page)["result"] == [:])
    client.store.resourceUpdated("docs://pages/x")
    #expect(client.sink.messages.count == 1)
  }

  @Test func `RES-12: nobody subscribes to what is not there`() async throws {
    let client = try await Client.started(.v2025_11_25, Sample.catalog(hasSubscriptions: true))
    let error = try await client.call("resources/subscribe", ["uri": "docs://nope"])["error"]
    #expect(error?["code"] == -32002)
    #expect(try await client.call("resources/subscribe")["error"]?["code"] == -32602)
  }

  @Test func `BASE-27: a session subscribes to a thousand resources at most`() async throws {
    let client = try await Client.started(.v2025_11_25, Sample.catalog(hasSubscriptions: true))
    for index in 0..<1000 {
      try await client.call("resources/subscribe", ["uri": "docs://pages/\(index)"])
    }
    #expect(try await client.call("resources/subscribe", ["uri": "docs://a"])["error"]?["code"] == -32603)
    #expect(try await client.call("resources/subscribe", ["uri": "docs://pages/7"])["result"] == [:])
  }

  @Test func `BASE-10, CAP-04: what is not announced is not served`() async throws {
    let client = try await Client.started(.v2025_11_25)
    for method in ["resources/subscribe", "resources/unsubscribe"] {
      #expect(try await client.call(method, ["uri": "docs://a"])["error"]?["code"] == -32601)
    }
    client.store.replace(with: Sample.catalog(), changed: [.tools])
    #expect(client.sink.messages.isEmpty)
  }

  @Test func `a closed session hears nothing`() async throws {
    let client = try await Client.started(.v2025_11_25, Sample.catalog(changing: [.tools]))
    client.session.close()
    client.store.replace(with: Sample.catalog(changing: [.tools]), changed: [.tools])
    #expect(client.sink.messages.isEmpty)
    #expect(try await client.call("tools/list")["error"]?["code"] == -32600)
  }
}
