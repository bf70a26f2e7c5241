import MCP
import OpenAPI

extension AccessLevel {
  /// The level that calls of an operation need: what the document says, or else what their effects are.
  init(_ operation: Operation) {
    switch operation.mcp.access {
    case .read?: self = .read
    case .write?: self = .write
    case .keys?: self = .keys
    case nil: self = operation.isReadOnly ? .read : .write
    }
  }
}
