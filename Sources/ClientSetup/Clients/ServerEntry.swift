package import JSON

/// A server as a client's configuration names it.
package struct ServerEntry: Sendable, Hashable {
  /// The way in which the client reaches the server.
  package enum Transport: Sendable, Hashable {
    /// A program that the client starts, with arguments.
    case stdio(command: String, arguments: [String])
    /// An endpoint on HTTP.
    case http(url: String)
  }

  package let name: String
  package let transport: Transport

  package init(name: String, transport: Transport) { (self.name, self.transport) = (name, transport) }
}

extension MCPClient {
  /// The members of a server's entry in the client's notation.
  ///
  /// - Parameters:
  ///   - entry: The server.
  ///   - isLegacy: Whether the file is one of ``Place/isLegacy``.
  /// - Returns: The members, without the name.
  package func members(of entry: ServerEntry, isLegacy: Bool = false) -> JSONObject {
    switch entry.transport {
    case .stdio(let command, let arguments): members(command, arguments, entry.name)
    case .http(let url): members(url: url, entry.name, isLegacy: isLegacy)
    }
  }

  private func members(_ command: String, _ arguments: [String], _ name: String) -> JSONObject {
    let words = JSONValue.array(arguments.map(JSONValue.string))
    let base: JSONObject = ["command": .string(command), "args": words]
    switch self {
    case .claudeCode, .vsCode: return ["type": "stdio", "command": .string(command), "args": words]
    case .copilot: return ["type": "stdio", "command": .string(command), "args": words, "tools": ["*"]]
    case .codex: return base.adding(["startup_timeout_sec": 30, "tool_timeout_sec": 120])
    case .gemini: return base.adding(["timeout": 120_000])
    case .cline: return base.adding(["disabled": false, "timeout": 120])
    case .opencode:
      return ["type": "local", "command": .array(([command] + arguments).map(JSONValue.string)), "enabled": true]
    case .goose:
      return [
        "name": .string(name), "type": "stdio", "enabled": true, "cmd": .string(command), "args": words, "timeout": 300,
      ]
    case .claudeDesktop, .cursor, .devin, .zed, .lmStudio, .kiro, .jetBrains, .junie: return base
    }
  }

  private func members(url: String, _ name: String, isLegacy: Bool) -> JSONObject {
    let url = JSONValue.string(url)
    switch self {
    case .claudeCode, .vsCode, .gemini: return ["type": "http", "url": url]
    case .copilot: return ["type": "http", "url": url, "tools": ["*"]]
    case .cline: return ["type": "streamableHttp", "url": url, "disabled": false, "timeout": 120]
    case .opencode: return ["type": "remote", "url": url, "enabled": true]
    case .goose:
      return ["name": .string(name), "type": "streamable_http", "enabled": true, "uri": url, "timeout": 300]
    case .codex: return ["url": url, "tool_timeout_sec": 120]
    case .devin where isLegacy: return ["serverUrl": url]
    case .claudeDesktop, .cursor, .devin, .zed, .lmStudio, .kiro, .jetBrains, .junie: return ["url": url]
    }
  }
}

extension JSONObject {
  fileprivate func adding(_ members: JSONObject) -> JSONObject { JSONObject(self.members + members.members) }
}
