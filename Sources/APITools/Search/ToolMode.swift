import JSON
package import MCP

/// How the operations of an API are offered.
package enum ToolMode: String, Sendable, CaseIterable {
  /// Each as a tool of its own.
  case all
  /// Only the pinned ones as tools; the others are searched for, described and called by three tools more.
  case search
  /// `search` where the definitions of all would fill too much of a model's context.
  case auto

  /// More tools than these are hard to choose from.
  private static let maximumTools = 60
  /// The tokens that all definitions may have together.
  private static let maximumTokens = 40_000

  /// Whether operations are searched for; of many of them no tool has to be made to know that.
  func isSearch(_ entries: [APITools.Entry]) -> Bool {
    switch self {
    case .all: false
    case .search: true
    case .auto:
      entries.count > Self.maximumTools || entries.map { Self.tokens(of: $0.tool) }.reduce(0, +) > Self.maximumTokens
    }
  }

  /// About how many tokens the definition of a tool has: four bytes of JSON are one.
  package static func tokens(of tool: Tool) -> Int {
    let schemas =
      JSONValue.object(tool.inputSchema).json.count + (tool.outputSchema.map { JSONValue.object($0).json.count } ?? 0)
    return (tool.name.utf8.count + tool.description.utf8.count + schemas + 100) / 4
  }
}
