import OpenAPI

extension OperationFilter {
  /// One way to name operations.
  package enum Rule: Sendable, Hashable {
    /// Those that have a tag.
    case tag(String)
    /// Those of a method, in upper case.
    case method(String)
    /// Those whose path a glob matches: `*` is any text of one segment, `**` any text, `?` one character.
    case path(String)
    /// Those whose `operationId`, or the name of whose tool, a glob matches.
    case operationID(String)
  }
}

extension OperationFilter.Rule: LosslessStringConvertible {
  /// Reads a rule as people write it: `tag:users`, `method:GET`, `path:/users/**`, `id:list*`; `nil` if it is none.
  ///
  /// Without a word before the colon, a text that begins with a slash is a path, and any other an `operationId` or the
  /// name of a tool.
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

  func matches(_ subject: FilterSubject) -> Bool {
    switch self {
    case .tag(let name): subject.operation.tags.contains(name)
    // Methods that OpenAPI has no member for are as the document writes them (OpenAPI 3.2.0, 4.9.1).
    case .method(let name): subject.operation.method.uppercased() == name
    case .path(let glob): Glob(glob).matches(subject.operation.path)
    case .operationID(let glob): subject.names.contains(where: Glob(glob).matches)
    }
  }
}
