import JSON
import MCP

/// The mark of tools whose calls a person decides on, for clients that would make them without asking.
enum UserInteraction {
  /// The member of a tool's `_meta` by which Claude Code asks the user before each call, whatever it asks otherwise.
  static let key = "anthropic/requiresUserInteraction"

  /// The `_meta` of a tool.
  ///
  /// - Parameters:
  ///   - asks: Whether the tool may ask a person itself.
  ///   - annotations: What the tool says of its calls.
  /// - Returns: `nil` where a client may call the tool as it likes.
  static func meta(asks: Bool, _ annotations: ToolAnnotations) -> JSONObject? {
    asks || annotations.destructive == true ? [key: true] : nil
  }
}
