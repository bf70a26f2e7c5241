import JSON
import MCP

/// The mark of tools whose calls a person decides on, for clients that would otherwise call them without asking.
enum UserInteraction {
  /// The member of a tool's `_meta` that makes Claude Code ask the user before each call, under any settings.
  static let key = "anthropic/requiresUserInteraction"

  /// The `_meta` of a tool.
  ///
  /// - Parameters:
  ///   - asks: Whether the tool may ask a person itself.
  ///   - annotations: The annotations of the tool.
  /// - Returns: `nil` if a client may call the tool without asking.
  static func meta(asks: Bool, _ annotations: ToolAnnotations) -> JSONObject? {
    asks || annotations.destructive == true ? [key: true] : nil
  }
}
