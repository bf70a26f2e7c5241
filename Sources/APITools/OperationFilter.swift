import MCP
import OpenAPI
import Operations

/// Selects the operations of a document that become tools.
///
/// An operation that is left out is neither listed nor found nor called.
package struct OperationFilter: Sendable, Hashable {
  /// The rules of the operations to take; empty for all.
  package var include: [Rule]
  /// The rules of the operations to leave out of those taken.
  package var exclude: [Rule]
  /// Whether only read-only operations are taken, by their method or by the document.
  package var isReadOnly: Bool

  /// Makes a filter of rules; by default it takes every operation.
  package init(include: [Rule] = [], exclude: [Rule] = [], isReadOnly: Bool = false) {
    self.include = include
    self.exclude = exclude
    self.isReadOnly = isReadOnly
  }

  /// Whether the filter takes an operation.
  func accepts(_ subject: FilterSubject) -> Bool {
    if isReadOnly, ToolAnnotations(subject.operation).readOnly != true { return false }
    if !include.isEmpty, !include.contains(where: { $0.matches(subject) }) { return false }
    return !exclude.contains { $0.matches(subject) }
  }
}

/// An operation and the names that rules can match.
struct FilterSubject {
  let operation: Operation
  /// The `operationId`, and the tool name both as listed and without the document's name in front.
  let names: [String]

  init(_ operation: Operation, tool: String?, of document: String?) {
    self.operation = operation
    var names = [operation.operationID, operation.takenID, tool].compactMap(\.self)
    if let tool, let document, tool.hasPrefix("\(document)_") {
      names.append(String(tool.dropFirst(document.count + 1)))
    }
    self.names = names
  }
}

/// The operations of a document as rules see them; empty if the filter has no rules.
struct FilterSubjects {
  private(set) var all: [FilterSubject] = []
  private let isWanted: Bool

  init(of filter: OperationFilter) { isWanted = !filter.include.isEmpty || !filter.exclude.isEmpty }

  /// Assigns the name of an operation's tool, and records the operation even if no name can be assigned.
  mutating func naming(
    _ operation: Operation,
    of document: String?,
    by names: inout ToolNames
  ) throws(UnusableOperation) -> String {
    let tool: Result<String, UnusableOperation>
    do throws(UnusableOperation) { tool = .success(try names.name(of: operation)) } catch { tool = .failure(error) }
    if isWanted { all.append(FilterSubject(operation, tool: try? tool.get(), of: document)) }
    return try tool.get()
  }
}
