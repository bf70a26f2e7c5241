import MCP
import OpenAPI

extension ToolAnnotations {
  /// Makes the annotations of an operation's tool from the effects that it declares (TOOL-09).
  init(_ operation: Operation) {
    self.init(
      readOnly: operation.isReadOnly,
      destructive: operation.isDestructive,
      idempotent: operation.isIdempotent,
      openWorld: operation.mcp.annotations.openWorld ?? true
    )
  }
}
