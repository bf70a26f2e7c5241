extension MCPClient {
  /// The next step for a person after an entry was written or removed.
  package func nextStep(_ scope: ConfigScope) -> String {
    switch self {
    case .claudeDesktop: "Quit Claude Desktop and open it again."
    case .claudeCode where scope == .project:
      "Start claude in this folder and approve the server; /mcp shows it."
    case .claudeCode: "Start a new session of claude; /mcp shows the server."
    case .cursor: "Open Cursor's settings under MCP, and switch the server on."
    case .vsCode:
      "Run \"MCP: List Servers\" in VS Code and start the server; after a change also \"MCP: Reset Cached Tools\"."
    case .devin: "Open Devin's MCP settings and refresh them."
    case .zed: "Open the agent panel's settings in Zed: the server is there at once."
    case .codex where scope == .project:
      "Start codex in this folder; it must be trusted, or Codex ignores the file. /mcp shows the server."
    case .codex: "Start a new session of codex; /mcp shows the server."
    case .gemini: "Start a new session of gemini in a trusted folder; /mcp shows the server."
    case .copilot: "Start a new session of copilot; /mcp shows the server."
    case .opencode: "Start opencode again; the server is in its list of MCP servers."
    case .goose: "Start a new session of goose."
    case .lmStudio: "Switch the server on in LM Studio, under Program."
    case .kiro: "Open Kiro's MCP tab: it reads the file when it changes."
    case .jetBrains: "Open Settings, Tools, AI Assistant, Model Context Protocol, and apply."
    case .junie: "Open Settings, Tools, Junie, MCP Settings: the server is in the list."
    case .cline: "Open Cline's list of MCP servers: the server is there."
    }
  }
}
