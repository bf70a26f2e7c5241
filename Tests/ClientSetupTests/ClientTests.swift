import ClientSetup
import JSON
import Testing

/// The table of clients: entries, places, links and commands.
struct ClientTests {
  private static let program = ServerEntry(
    name: "nethesis",
    transport: .stdio(command: "/opt/x y/nethesis-mcp", arguments: ["stdio", "--token-file", "/h/é \"t\""])
  )
  private static let endpoint = ServerEntry(name: "nethesis", transport: .http(url: "http://127.0.0.1:8722/mcp"))

  @Test(arguments: MCPClient.allCases)
  func `what is written is read back`(client: MCPClient) throws {
    let file = try client.file(with: Self.program)
    let entry = try #require(try client.entries(in: file)["nethesis"]?.object)
    let (command, arguments) = try #require(client.command(of: entry))
    #expect(command == "/opt/x y/nethesis-mcp" && arguments == ["stdio", "--token-file", "/h/é \"t\""])
    let other = try #require(try client.entries(in: client.file(with: Self.endpoint))["nethesis"]?.object)
    #expect(client.url(of: other) == "http://127.0.0.1:8722/mcp" && client.command(of: other) == nil)
    #expect(client.objection(toName: "nethesis") == nil && client.objection(toName: "my-Server2") == nil)
    let refused = [
      "", "a b", "a.b", "a\"b", "é", "a\u{1}", "-x", "__proto__", "_a", "1", "constructor", "toString", "prototype",
      "hasOwnProperty", String(repeating: "a", count: 33),
    ]
    for name in refused { #expect(client.objection(toName: name) != nil, "\(name)") }
    #expect(MCPClient(named: client.rawValue.uppercased()) == client)
  }

  @Test(arguments: MCPClient.allCases)
  func `another way to reach the server replaces the members of the first, and no others`(client: MCPClient) throws {
    let path = client.container + ["nethesis", "mine"]
    let text = try client.file(with: Self.program).setting(path, to: "kept")
    let there = try client.installing(Self.endpoint, in: text)
    var entry = try #require(try client.entries(in: there)["nethesis"]?.object)
    #expect(client.command(of: entry) == nil && client.url(of: entry) != nil && entry["mine"] == "kept")
    let back = try client.installing(Self.program, in: there)
    entry = try #require(try client.entries(in: back)["nethesis"]?.object)
    #expect(client.url(of: entry) == nil && client.command(of: entry) != nil && entry["mine"] == "kept")
    // Nothing of another way is left over, and nothing is missing.
    let fresh = try #require(try client.entries(in: client.file(with: Self.program))["nethesis"]?.object)
    #expect(Set(entry.names) == Set(fresh.names + ["mine"]))
    #expect(try client.installing(Self.program, in: back) == back)
  }

  @Test func `a person's choices in an entry stay`() throws {
    let text = ConfigText(
      Array(
        #"{"mcpServers": {"nethesis": {"command": "old", "timeout": 7, "env": {"A": "1"}, "disabled": true}}}"#.utf8
      ),
      format: .json
    )
    let entry = try #require(
      try MCPClient.cline.entries(in: MCPClient.cline.installing(Self.program, in: text))["nethesis"]
    )
    #expect(entry["timeout"] == 7 && entry["disabled"] == true && entry["env"] == ["A": "1"])
    #expect(entry["command"] == "/opt/x y/nethesis-mcp")
  }

  @Test(
    arguments: [
      (.claudeDesktop, ".config/Claude/claude_desktop_config.json"), (.claudeCode, ".claude.json"),
      (.cursor, ".cursor/mcp.json"), (.vsCode, ".config/Code/User/mcp.json"), (.devin, ".config/devin/mcp_config.json"),
      (.zed, ".config/zed/settings.json"), (.codex, ".codex/config.toml"), (.gemini, ".gemini/settings.json"),
      (.copilot, ".copilot/mcp-config.json"), (.opencode, ".config/opencode/opencode.json"),
      (.goose, ".config/goose/config.yaml"), (.lmStudio, ".lmstudio/mcp.json"), (.kiro, ".kiro/settings/mcp.json"),
      (.jetBrains, ".ai/mcp/mcp.json"), (.junie, ".junie/mcp/mcp.json"),
      (.cline, ".cline/data/settings/cline_mcp_settings.json"),
    ] as [(MCPClient, String)]
  )
  func `the files of a user are where the clients look for them`(client: MCPClient, path: String) {
    let linux = UserPlaces(home: "/h", system: .linux)
    #expect(client.userFiles(linux)[0].path == "/h/\(path)")
    #expect(client.trace(linux).hasPrefix("/h/"))
    let application = "/h/Library/Application Support/"
    let mac = client.userFiles(UserPlaces(home: "/h", system: .macOS))[0].path
    switch client {
    case .claudeDesktop: #expect(mac == application + "Claude/claude_desktop_config.json")
    case .vsCode: #expect(mac == application + "Code/User/mcp.json")
    default: #expect(mac == "/h/\(path)")
    }
  }

  @Test func `variables move files, but relative paths do not`() {
    let moved = UserPlaces(
      home: "/h",
      variables: [
        "XDG_CONFIG_HOME": "/x/", "CODEX_HOME": "/c", "CLAUDE_CONFIG_DIR": "/d", "COPILOT_HOME": "/p",
        "CLINE_MCP_SETTINGS_PATH": "/s.json",
      ],
      system: .linux
    )
    let expected: [MCPClient: String] = [
      .zed: "/x/zed/settings.json", .codex: "/c/config.toml", .claudeCode: "/d/.claude.json",
      .copilot: "/p/mcp-config.json", .cline: "/s.json", .goose: "/x/goose/config.yaml",
    ]
    for (client, path) in expected { #expect(client.userFiles(moved)[0].path == path) }
    let odd = UserPlaces(home: "/h", variables: ["XDG_CONFIG_HOME": "x", "CODEX_HOME": ""], system: .linux)
    #expect(MCPClient.zed.userFiles(odd)[0].path == "/h/.config/zed/settings.json")
    #expect(MCPClient.codex.userFiles(odd)[0].path == "/h/.codex/config.toml")
  }

  @Test func `links carry the entry as each client decodes it`() throws {
    let entry = ServerEntry(name: "nethesis", transport: .http(url: "http://127.0.0.1:8722/mcp"))
    #expect(
      MCPClient.cursor.link(for: entry)
        == "https://cursor.com/en/install-mcp?name=nethesis&config=eyJ1cmwiOiJodHRwOi8vMTI3LjAuMC4xOjg3MjIvbWNwIn0%3D"
    )
    #expect(
      MCPClient.lmStudio.link(for: entry)
        == "https://lmstudio.ai/install-mcp?name=nethesis&config=eyJ1cmwiOiJodHRwOi8vMTI3LjAuMC4xOjg3MjIvbWNwIn0%3D"
    )
    #expect(
      MCPClient.vsCode.link(for: entry)
        == "https://vscode.dev/redirect/mcp/install?name=nethesis&config="
        + "%7B%22type%22%3A%22http%22%2C%22url%22%3A%22http%3A%2F%2F127.0.0.1%3A8722%2Fmcp%22%7D"
    )
    #expect(
      MCPClient.goose.link(for: entry)?.contains("url=http%3A%2F%2F127.0.0.1%3A8722%2Fmcp&type=streamable_http") == true
    )
    #expect(MCPClient.goose.link(for: Self.program) == nil && MCPClient.codex.link(for: entry) == nil)
  }

  @Test func `the notations of HTTP differ as the clients do`() {
    func json(_ client: MCPClient, isLegacy: Bool = false) -> JSONValue {
      .object(client.members(of: Self.endpoint, isLegacy: isLegacy))
    }
    let url: JSONValue = "http://127.0.0.1:8722/mcp"
    for client in [MCPClient.claudeCode, .vsCode, .gemini, .copilot] { #expect(json(client)["type"] == "http") }
    for client in [MCPClient.cursor, .zed, .kiro, .lmStudio, .devin] { #expect(json(client) == ["url": url]) }
    #expect(json(.cline)["type"] == "streamableHttp" && json(.opencode)["type"] == "remote")
    #expect(json(.goose)["type"] == "streamable_http" && json(.goose)["uri"] == url && json(.codex)["url"] == url)
    #expect(json(.devin, isLegacy: true) == ["serverUrl": url])
  }
}
