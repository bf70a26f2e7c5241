/// An MCP client whose configuration this program can write.
///
/// Places and notations are those that the clients document, or that their sources read, in autumn 2026.
package enum MCPClient: String, Sendable, CaseIterable {
  case claudeDesktop = "claude-desktop"
  case claudeCode = "claude-code"
  case cursor
  case vsCode = "vscode"
  case devin
  case zed
  case codex
  case gemini = "gemini-cli"
  case copilot = "copilot-cli"
  case opencode
  case goose
  case lmStudio = "lm-studio"
  case kiro
  case jetBrains = "jetbrains"
  case junie
  case cline

  /// The client with a name, or with another one that people use for it.
  package init?(named name: String) {
    let name = name.lowercased().replacing(" ", with: "-").replacing("_", with: "-")
    guard let client = MCPClient(rawValue: name) ?? Self.otherNames[name] else { return nil }
    self = client
  }

  /// Other names of clients.
  package static let otherNames: [String: MCPClient] = [
    "claude": .claudeCode, "claudecode": .claudeCode, "claudedesktop": .claudeDesktop, "code": .vsCode,
    "vs-code": .vsCode, "windsurf": .devin, "gemini": .gemini, "copilot": .copilot, "lmstudio": .lmStudio,
    "devin-desktop": .devin, "openai-codex": .codex, "github-copilot": .copilot, "visual-studio-code": .vsCode,
    "jetbrains-ai": .jetBrains, "jetbrains-ai-assistant": .jetBrains, "idea": .jetBrains,
  ]

  /// The name as its makers write it.
  package var title: String {
    switch self {
    case .claudeDesktop: "Claude Desktop"
    case .claudeCode: "Claude Code"
    case .cursor: "Cursor"
    case .vsCode: "VS Code"
    case .devin: "Devin Desktop (Windsurf)"
    case .zed: "Zed"
    case .codex: "Codex"
    case .gemini: "Gemini CLI"
    case .copilot: "Copilot CLI"
    case .opencode: "opencode"
    case .goose: "Goose"
    case .lmStudio: "LM Studio"
    case .kiro: "Kiro"
    case .jetBrains: "JetBrains AI Assistant"
    case .junie: "Junie"
    case .cline: "Cline"
    }
  }

  /// The notation of the configuration file.
  package var format: ConfigFormat {
    switch self {
    case .codex: .toml
    case .goose: .yaml
    default: .json
    }
  }

  /// The names from the root of the file to the entries.
  package var container: [String] {
    switch self {
    case .vsCode: ["servers"]
    case .zed: ["context_servers"]
    case .codex: ["mcp_servers"]
    case .opencode: ["mcp"]
    case .goose: ["extensions"]
    default: ["mcpServers"]
    }
  }

  /// Whether the file can name a server on HTTP.
  package var takesHTTP: Bool { self != .claudeDesktop && self != .junie }

  /// The properties of `Object.prototype` that begin with a letter (ECMAScript, 20.1.3).
  private static let propertiesOfObjects: Set = [
    "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
    "prototype",
  ]

  /// The fault of an entry's name for this client; `nil` if there is none.
  package func objection(toName name: String) -> String? {
    guard let first = name.utf8.first, name.utf8.count <= 32, name.utf8.allSatisfy(TOMLScanner.isBare) else {
      return "a name has 1 to 32 letters, digits, - and _"
    }
    // An option of a client's command would begin so, or a property of all objects in JavaScript.
    guard UInt8(ascii: "a")...UInt8(ascii: "z") ~= first | 0x20 else { return "a name begins with a letter" }
    if Self.propertiesOfObjects.contains(name) {
      return "many clients are written in JavaScript, where every object has something of this name"
    }
    if self == .gemini, name.contains("_") { return "Gemini CLI takes no underscore in the name of a server" }
    if self == .claudeCode, name == "workspace" { return "Claude Code keeps this name for itself" }
    return nil
  }
}
