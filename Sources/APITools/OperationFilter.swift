import MCP
import OpenAPI

/// Which operations of a document become tools.
///
/// What is left out is not there at all: it is neither listed nor found nor called.
package struct OperationFilter: Sendable, Hashable {
  /// What is taken; everything if there is nothing here.
  package var include: [Rule]
  /// What is left out of that.
  package var exclude: [Rule]
  /// Whether only operations are taken that change nothing, by their method or by what the document says.
  package var isReadOnly: Bool

  package init(include: [Rule] = [], exclude: [Rule] = [], isReadOnly: Bool = false) {
    self.include = include
    self.exclude = exclude
    self.isReadOnly = isReadOnly
  }

  /// Tells whether an operation is taken.
  func accepts(_ subject: FilterSubject) -> Bool {
    if isReadOnly, ToolAnnotations(subject.operation).readOnly != true { return false }
    if !include.isEmpty, !include.contains(where: { $0.matches(subject) }) { return false }
    return !exclude.contains { $0.matches(subject) }
  }
}

/// An operation and the names by which rules may call it.
struct FilterSubject {
  let operation: Operation
  /// Its `operationId`, and the name of its tool: as it is listed, and without the document's name in front.
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

/// The operations of a document as rules see them; none where there are no rules.
struct FilterSubjects {
  private(set) var all: [FilterSubject] = []
  private let isWanted: Bool

  init(of filter: OperationFilter) { isWanted = !filter.include.isEmpty || !filter.exclude.isEmpty }

  /// Gives the name of an operation's tool, and notes the operation whether it gets one or not.
  mutating func naming(
    _ operation: Operation,
    of document: String?,
    by names: inout ToolNames
  ) throws(APITools.Obstacle) -> String {
    let tool: Result<String, APITools.Obstacle>
    do throws(APITools.Obstacle) { tool = .success(try names.name(of: operation)) } catch { tool = .failure(error) }
    if isWanted { all.append(FilterSubject(operation, tool: try? tool.get(), of: document)) }
    return try tool.get()
  }
}
