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

  /// The known cuts and gaps of the client, in sentences.
  package var limits: [String] {
    switch self {
    case .claudeDesktop:
      [
        "It ends a call after about 60 s, whatever the file says.",
        "Servers on HTTP are added under Settings, Connectors, with a public https URL.",
        "The Store build for Windows reads another file, in the package's LocalCache.",
      ]
    case .claudeCode:
      [
        "It cuts descriptions of tools and the server's instructions at 2 KB each.",
        "It refuses results of more than 25,000 tokens.", "An entry with `url` and no `type` is skipped.",
      ]
    case .cursor:
      [
        "It drops a tool if its name and the server's have more than 60 characters together.",
        "It offers at most 80 tools.",
      ]
    case .vsCode:
      ["It sends at most 128 tools with a request.", "It keeps the list of tools until it is told to reset it."]
    case .devin:
      ["It offers at most 100 tools.", "Versions from before the new name read another file and `serverUrl`."]
    case .zed:
      ["It takes tools and prompts, but no resources and no elicitation.", "It replaces no variables in the file."]
    case .codex:
      [
        "It hands on few variables of the environment: name others in `env_vars`.", "It takes no prompts.",
        "Of the server's instructions the first 512 characters count.",
      ]
    case .gemini:
      [
        "It takes variables away whose names look secret.", "It takes no elicitation.",
        "It cuts names of tools at 63 characters, in the middle.",
      ]
    case .copilot: ["It hands on only PATH of the environment.", "It takes no prompts."]
    case .opencode: ["It waits 5 s for the list of tools."]
    case .goose: ["No link can install a program that Goose does not know."]
    case .lmStudio: ["It documents tools only."]
    case .kiro: ["An entry of the workspace goes before one of the user."]
    case .jetBrains: ["It takes tools only."]
    case .junie: ["It starts servers; it takes none on HTTP.", "It takes tools only."]
    case .cline:
      [
        "It waits 3 s for a server to start.", "It takes no prompts and no elicitation.",
        "A URL without a type means the older HTTP+SSE.",
      ]
    }
  }
}
