import MCP
package import OpenAPI

/// Which operations of a document become tools.
///
/// What is left out is not there at all: it is neither listed nor found nor called.
package struct OperationFilter: Sendable, Hashable {
  /// One way to name operations.
  package enum Rule: Sendable, Hashable {
    /// Those that have a tag.
    case tag(String)
    /// Those of a method, in upper case.
    case method(String)
    /// Those whose path a glob matches: `*` is any text of one segment, `**` any text, `?` one character.
    case path(String)
    /// The one of an `operationId`, or those that a glob matches.
    case operationID(String)
  }

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
  package func accepts(_ operation: Operation) -> Bool {
    if isReadOnly, ToolAnnotations(operation).readOnly != true { return false }
    if !include.isEmpty, !include.contains(where: { $0.matches(operation) }) { return false }
    return !exclude.contains { $0.matches(operation) }
  }
}

extension OperationFilter.Rule: LosslessStringConvertible {
  /// Reads a rule as people write it: `tag:users`, `method:GET`, `path:/users/**`, `id:list*`; `nil` if it is none.
  ///
  /// Without a word before the colon, a text that begins with a slash is a path, and any other an `operationId`.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else {
      guard !text.isEmpty else { return nil }
      self = text.hasPrefix("/") ? .path(text) : .operationID(text)
      return
    }
    let value = String(text[text.index(after: colon)...])
    guard !value.isEmpty else { return nil }
    switch text[..<colon] {
    case "tag": self = .tag(value)
    case "method": self = .method(value.uppercased())
    case "path": self = .path(value)
    case "id", "operation": self = .operationID(value)
    // Paths may have a colon in them.
    default:
      guard text.hasPrefix("/") else { return nil }
      self = .path(text)
    }
  }

  package var description: String {
    switch self {
    case .tag(let name): "tag:\(name)"
    case .method(let name): "method:\(name)"
    case .path(let glob): "path:\(glob)"
    case .operationID(let glob): "id:\(glob)"
    }
  }

  func matches(_ operation: Operation) -> Bool {
    switch self {
    case .tag(let name): operation.tags.contains(name)
    case .method(let name): operation.method == name
    case .path(let glob): Glob(glob).matches(operation.path)
    case .operationID(let glob): operation.operationID.map(Glob(glob).matches) ?? false
    }
  }
}
