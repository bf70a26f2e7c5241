import Foundation
import JSON
import NethesisMCP
import Settings
import Testing

/// The file `mcp.json`, which clients load as it is.
struct ClientFileTests {
  private let servers: JSONObject

  init() throws {
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "mcp.json")
    servers = try #require(try JSONParser.parse(Array(Data(contentsOf: file)))["mcpServers"]?.object)
  }

  @Test func `names a server with the sandbox, one without, and one on HTTP`() {
    #expect(servers.names == ["nethesis-sandbox", "nethesis", "nethesis-http"])
    for server in servers.dropLast() { #expect(server.value["command"] == "nethesis-mcp") }
    #expect(servers["nethesis-sandbox"]?["args"] == ["stdio", "--sandbox"])
    #expect(servers["nethesis"]?["args"] == ["stdio"])
    #expect(servers["nethesis-http"] == ["type": "http", "url": "http://127.0.0.1:8722/mcp"])
  }

  @Test func `what a client does not fill in counts as not set`() throws {
    var environment: [String: String] = [:]
    for variable in servers["nethesis"]?["env"]?.object ?? [:] { environment[variable.name] = variable.value.string }
    #expect(environment.keys.sorted() == ["NETHESIS_MCP_TOKEN_FILE"])
    #expect(try Settings(environment: environment).credential == .none)
  }
}
