package import OpenAPI

/// A tool and the operation that it calls, as the pages need them.
package struct DocumentedTool: Sendable {
  /// The name under which the tool is published.
  package var name: String
  /// The name of the tool for people; what the operation says of itself, if `nil`.
  package var title: String?
  package var operation: Operation

  package init(name: String, title: String? = nil, operation: Operation) {
    self.name = name
    self.title = title
    self.operation = operation
  }
}

extension DocumentedTool {
  /// What people call the tool.
  var heading: String { title ?? operation.mcp.title ?? summary ?? name }

  /// The summary of the operation, without the path that some documents begin it with.
  private var summary: String? {
    guard let summary = operation.summary, summary.hasPrefix(operation.path) else { return operation.summary }
    let rest = summary.dropFirst(operation.path.count).drop { !$0.isLetter && !$0.isNumber }
    return rest.isEmpty ? summary : String(rest)
  }

  /// What the tool does, in the words for a model, or else those of the document.
  var purpose: String? { operation.mcp.description ?? operation.description ?? operation.summary }

  /// The method and the path, as one line.
  var request: String { "\(operation.method) \(operation.path)" }
}

extension Operation {
  /// Whether a call changes nothing, by what is said or else by the method (RFC 9110, 9.2.1).
  var isReadOnly: Bool { mcp.annotations.readOnly ?? ["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"].contains(method) }

  /// Whether a second call has no further effect, by what is said or else by the method (RFC 9110, 9.2.2).
  var isIdempotent: Bool { isReadOnly || mcp.annotations.idempotent ?? ["PUT", "DELETE"].contains(method) }

  /// Whether a call can take something away, by what is said or else by the method.
  var isDestructive: Bool { !isReadOnly && mcp.annotations.destructive ?? (method == "DELETE") }

  /// The effect of a call in words.
  var effect: String {
    guard !isReadOnly else { return "Reads only: a call changes nothing." }
    let kind = isDestructive ? "Takes something away or overwrites it." : "Changes something."
    return kind + (isIdempotent ? " A second call has no further effect." : " A second call does it a second time.")
  }
}
