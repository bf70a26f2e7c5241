import MCP
import OpenAPI

extension ToolAnnotations {
  /// What an operation says of a call, as the hints of a tool (TOOL-09).
  init(_ operation: Operation) {
    self.init(
      readOnly: operation.isReadOnly,
      destructive: operation.isDestructive,
      idempotent: operation.isIdempotent,
      openWorld: operation.mcp.annotations.openWorld ?? true
    )
  }
}
