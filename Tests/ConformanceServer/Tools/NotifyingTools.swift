import JSON
import MCP

/// The tools that say something before they answer.
extension Tool {
  static let withLogging = fixture("test_tool_with_logging", "Logs what it does") { _, context in
    for step in ["Tool execution started", "Tool processing data", "Tool execution completed"] {
      context.log(.info, logger: "test_tool_with_logging", .string(step))
    }
    return .content(.text("Logged three messages."))
  }

  static let withProgress = fixture("test_tool_with_progress", "Reports its progress") { _, context in
    for progress in [0.0, 50, 100] { context.progress(progress, total: 100, message: "\(Int(progress)) of 100") }
    return .content(.text("Reported three steps."))
  }

  /// Whether its message is sent is for the request to say (LOG-03).
  static let loggingTool = fixture("test_logging_tool", "Logs if the request asks for it") { _, context in
    context.log(.info, logger: "test_logging_tool", "The tool was called")
    return .content(.text("Called."))
  }
}
