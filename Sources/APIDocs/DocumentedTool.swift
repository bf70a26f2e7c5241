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
  var heading: String { title ?? operation.title ?? name }

  /// What the tool does, in the words for a model, or else those of the document.
  var purpose: String? { operation.mcp.description ?? operation.description ?? operation.summary }

  /// The method and the path, as one line.
  var request: String { "\(operation.method) \(operation.path)" }
}

extension Operation {
  /// The effect of a call in words.
  var effect: String {
    guard !isReadOnly else { return "Reads only: a call changes nothing." }
    let kind = isDestructive == true ? "Takes something away or overwrites it." : "Changes something."
    return kind + (isIdempotent ? " A second call has no further effect." : " A second call does it a second time.")
  }
}
