package import OpenAPI

/// A tool and the operation that it calls.
package struct DocumentedTool: Sendable {
  /// The tool's published name.
  package var name: String
  /// The tool's title for people; if `nil`, the operation's own title.
  package var title: String?
  /// The operation that the tool calls.
  package var operation: Operation

  /// Pairs a tool with its operation.
  package init(name: String, title: String? = nil, operation: Operation) {
    self.name = name
    self.title = title
    self.operation = operation
  }
}

extension DocumentedTool {
  /// The tool's title for people.
  package var heading: String { title ?? operation.title ?? name }

  /// The tool's purpose, in the words for a model if there are any, else in those of the document.
  package var purpose: String? { operation.mcp.description ?? operation.description ?? operation.summary }

  /// The method and the path, as one line.
  package var request: String { "\(operation.method) \(operation.path)" }
}

extension Operation {
  /// The effect of a call in words.
  package var effect: String {
    guard !isReadOnly else { return "Reads only: a call changes nothing." }
    let kind = isDestructive == true ? "Takes something away or overwrites it." : "Changes something."
    return kind + (isIdempotent ? " A second call has no further effect." : " A second call does it a second time.")
  }
}
