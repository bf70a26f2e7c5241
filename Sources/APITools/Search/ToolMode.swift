import JSON
package import MCP

/// The way in which the operations of an API are offered.
package enum ToolMode: String, Sendable, CaseIterable {
  /// A tool for each operation.
  case all
  /// Tools for the pinned operations only; three more tools search, describe and call all others.
  case search
  /// `search` if the definitions of all tools would fill too much of a model's context, else `all`.
  case auto

  /// The most tools among which models choose well.
  private static let maximumTools = 60
  /// The most tokens of all definitions together.
  private static let maximumTokens = 40_000

  /// Whether operations are searched for; decided without making a tool if there are many operations.
  func isSearch(_ entries: [APITools.Entry]) -> Bool {
    switch self {
    case .all: false
    case .search: true
    case .auto:
      entries.count > Self.maximumTools || entries.map { Self.tokens(of: $0.tool) }.reduce(0, +) > Self.maximumTokens
    }
  }

  /// The approximate tokens of a tool's definition: four bytes of JSON count as one.
  package static func tokens(of tool: Tool) -> Int {
    let schemas =
      JSONValue.object(tool.inputSchema).json.count + (tool.outputSchema.map { JSONValue.object($0).json.count } ?? 0)
    return (tool.name.utf8.count + tool.description.utf8.count + schemas + 100) / 4
  }
}
