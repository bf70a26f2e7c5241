import MCP
import OpenAPI

extension ToolAnnotations {
  /// What the method says of a call (RFC 9110 section 9.2), unless the document knows better (TOOL-09).
  init(_ operation: Operation) {
    let own = operation.mcp.annotations
    let method = operation.method
    let isSafe = ["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"].contains(method)
    let isIdempotent = isSafe || method == "PUT" || method == "DELETE"
    let readOnly = own.readOnly ?? isSafe
    self.init(
      readOnly: readOnly,
      // Of a POST nobody knows: the hint is left out, and clients then expect the worst.
      destructive: own.destructive ?? (readOnly ? false : method == "POST" ? nil : true),
      idempotent: own.idempotent ?? isIdempotent,
      openWorld: own.openWorld ?? true
    )
  }
}
