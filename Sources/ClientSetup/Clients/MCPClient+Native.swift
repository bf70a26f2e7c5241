import JSON

extension MCPClient {
  /// The client's own command that adds an entry; `nil` if it has none for this entry.
  package func addCommand(for entry: ServerEntry, _ scope: ConfigScope) -> [String]? {
    var members = members(of: entry)
    switch (self, entry.transport) {
    case (.claudeCode, _):
      let json = JSONValue.object(members).description
      return ["claude", "mcp", "add-json", entry.name, json, "--scope", scope.rawValue]
    case (.codex, .stdio(let command, let arguments)) where scope == .user:
      return ["codex", "mcp", "add", entry.name, "--", command] + arguments
    case (.codex, .http(let url)) where scope == .user: return ["codex", "mcp", "add", entry.name, "--url", url]
    // Its parser would take options of the server for its own, and has no terminator that its documentation names.
    case (.gemini, .stdio(let command, let arguments)) where !arguments.contains { $0.hasPrefix("-") }:
      return ["gemini", "mcp", "add", "-s", scope.rawValue, entry.name, command] + arguments
    case (.gemini, .http(let url)):
      return ["gemini", "mcp", "add", "-s", scope.rawValue, "-t", "http", entry.name, url]
    case (.vsCode, _) where scope == .user:
      members["name"] = .string(entry.name)
      return ["code", "--add-mcp", JSONValue.object(members).description]
    case (.copilot, .stdio(let command, let arguments)) where scope == .user:
      return ["copilot", "mcp", "add", entry.name, "--", command] + arguments
    default: return nil
    }
  }

  /// The client's own command that removes an entry; `nil` if it has none.
  package func removeCommand(for name: String, _ scope: ConfigScope) -> [String]? {
    switch self {
    case .claudeCode: ["claude", "mcp", "remove", name, "--scope", scope.rawValue]
    case .codex where scope == .user: ["codex", "mcp", "remove", name]
    case .gemini: ["gemini", "mcp", "remove", "-s", scope.rawValue, name]
    default: nil
    }
  }
}
