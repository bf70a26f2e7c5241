extension MCPClient {
  /// A configuration file of a client.
  package struct Place: Sendable, Hashable {
    /// The path, absolute for a user and relative to the project's folder for a project.
    package let path: String
    /// Whether only versions from before a change of the notation read it.
    package let isLegacy: Bool

    init(_ path: String, isLegacy: Bool = false) { (self.path, self.isLegacy) = (path, isLegacy) }
  }

  /// The files that the client may read for its user; a new one is made at the first place.
  package func userFiles(_ places: UserPlaces) -> [Place] {
    let home = places.home
    switch self {
    case .claudeDesktop: return [Place("\(places.application)/Claude/claude_desktop_config.json")]
    case .claudeCode: return [Place("\(places.folder("CLAUDE_CONFIG_DIR") ?? home)/.claude.json")]
    case .cursor: return [Place("\(home)/.cursor/mcp.json")]
    case .vsCode: return [Place("\(places.application)/Code/User/mcp.json")]
    case .devin:
      let legacy = Place("\(home)/.codeium/windsurf/mcp_config.json", isLegacy: true)
      return [Place("\(places.config)/devin/mcp_config.json"), legacy]
    case .zed: return [Place("\(places.config)/zed/settings.json")]
    case .codex: return [Place("\(places.folder("CODEX_HOME") ?? "\(home)/.codex")/config.toml")]
    case .gemini: return [Place("\(home)/.gemini/settings.json")]
    case .copilot: return [Place("\(places.folder("COPILOT_HOME") ?? "\(home)/.copilot")/mcp-config.json")]
    case .opencode:
      return [Place("\(places.config)/opencode/opencode.json"), Place("\(places.config)/opencode/opencode.jsonc")]
    case .goose: return [Place("\(places.config)/goose/config.yaml")]
    case .lmStudio: return [Place("\(home)/.lmstudio/mcp.json")]
    case .kiro: return [Place("\(home)/.kiro/settings/mcp.json")]
    case .jetBrains: return [Place("\(home)/.ai/mcp/mcp.json")]
    case .junie: return [Place("\(home)/.junie/mcp/mcp.json")]
    case .cline:
      let own = places.folder("CLINE_MCP_SETTINGS_PATH")
      return [Place(own ?? "\(home)/.cline/data/settings/cline_mcp_settings.json")]
    }
  }

  /// The files of a project; none if the client has no such files.
  package var projectFiles: [Place] {
    switch self {
    case .claudeCode, .copilot: [Place(".mcp.json")]
    case .cursor: [Place(".cursor/mcp.json")]
    case .vsCode: [Place(".vscode/mcp.json")]
    case .devin: [Place(".devin/mcp_config.json")]
    case .zed: [Place(".zed/settings.json")]
    case .codex: [Place(".codex/config.toml")]
    case .gemini: [Place(".gemini/settings.json")]
    case .opencode: [Place("opencode.json"), Place("opencode.jsonc")]
    case .kiro: [Place(".kiro/settings/mcp.json")]
    case .jetBrains: [Place(".ai/mcp/mcp.json")]
    case .junie: [Place(".junie/mcp/mcp.json")]
    case .claudeDesktop, .goose, .lmStudio, .cline: []
    }
  }

  /// The folder or file that shows that the client is on this machine.
  package func trace(_ places: UserPlaces) -> String {
    switch self {
    case .claudeDesktop: "\(places.application)/Claude"
    case .claudeCode: userFiles(places)[0].path
    case .cursor: "\(places.home)/.cursor"
    case .vsCode: "\(places.application)/Code"
    case .devin: "\(places.config)/devin"
    case .zed: "\(places.config)/zed"
    case .codex: places.folder("CODEX_HOME") ?? "\(places.home)/.codex"
    case .gemini: "\(places.home)/.gemini"
    case .copilot: places.folder("COPILOT_HOME") ?? "\(places.home)/.copilot"
    case .opencode: "\(places.config)/opencode"
    case .goose: "\(places.config)/goose"
    case .lmStudio: "\(places.home)/.lmstudio"
    case .kiro: "\(places.home)/.kiro"
    case .jetBrains: "\(places.home)/.ai"
    case .junie: "\(places.home)/.junie"
    case .cline: "\(places.home)/.cline"
    }
  }

  /// The command of the client that may be on PATH; `nil` if it has none.
  package var program: String? {
    switch self {
    case .claudeCode: "claude"
    case .cursor: "cursor"
    case .vsCode: "code"
    case .devin: "devin"
    case .zed: "zed"
    case .codex: "codex"
    case .gemini: "gemini"
    case .copilot: "copilot"
    case .opencode: "opencode"
    case .goose: "goose"
    case .lmStudio: "lms"
    case .kiro: "kiro"
    case .junie: "junie"
    case .cline: "cline"
    case .claudeDesktop, .jetBrains: nil
    }
  }
}
