import Foundation
import JSON
import NethesisMCP
import Testing

/// The file `mcp.json`, which clients load as it is.
struct ClientFileTests {
  private let servers: JSONObject

  init() throws {
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "mcp.json")
    servers = try #require(try JSONParser.parse(Array(Data(contentsOf: file)))["mcpServers"]?.object)
  }

  @Test func `names a server with the sandbox and one without`() {
    #expect(servers.names == ["nethesis-sandbox", "nethesis"])
    for server in servers { #expect(server.value["command"] == "nethesis-mcp") }
    #expect(servers["nethesis-sandbox"]?["args"] == ["stdio", "--sandbox"])
    #expect(servers["nethesis"]?["args"] == ["stdio"])
  }

  @Test func `what a client does not fill in counts as not set`() throws {
    var environment: [String: String] = [:]
    for variable in servers["nethesis"]?["env"]?.object ?? [:] { environment[variable.name] = variable.value.string }
    #expect(environment.keys.sorted() == ["NETHESIS_MCP_TOKEN_FILE"])
    #expect(try Settings(environment: environment).credential == .none)
  }
}
