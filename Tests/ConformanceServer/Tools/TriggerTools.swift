import MCP

/// The tools that change what the server offers, and the one that they add.
extension Tool {
  static func triggers(_ changes: Changes) -> [Tool] {
    [
      trigger("test_trigger_tool_change", "Adds a tool to the list, or takes it out", changes.toggleTool),
      trigger("test_trigger_prompt_change", "Adds a prompt to the list, or takes it out", changes.togglePrompt),
      trigger("test_trigger_resource_update", "Changes the watched resource", changes.updateResource),
    ]
  }

  private static func trigger(_ name: String, _ description: String, _ change: @escaping @Sendable () -> Void) -> Tool {
    fixture(name, description, isReadOnly: false) { _, _ in
      change()
      return .content(.text("Changed."))
    }
  }

  /// The tool that comes and goes.
  static let added = fixture("test_added_tool", "Is there until test_trigger_tool_change is called again") { _, _ in
    .content(.text("This tool was added."))
  }
}
