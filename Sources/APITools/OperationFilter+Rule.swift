import OpenAPI

extension OperationFilter {
  /// A rule that selects operations.
  package enum Rule: Sendable, Hashable {
    /// Operations with a tag.
    case tag(String)
    /// Operations with a method, in upper case.
    case method(String)
    /// Operations whose path matches a glob: `*` is any text of one segment, `**` any text, `?` one character.
    case path(String)
    /// Operations whose `operationId` or tool name matches a glob.
    case operationID(String)
  }
}

extension OperationFilter.Rule: LosslessStringConvertible {
  /// Parses a rule as people write it: `tag:users`, `method:GET`, `path:/users/**` or `id:list*`; `nil` for any other
  /// text.
  ///
  /// Without a word before the colon, a text that begins with a slash is a path, and any other is an `operationId` or
  /// the name of a tool.
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
    // Paths may contain a colon.
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
    // Methods outside the members of OpenAPI's path item keep the case of the document (OpenAPI 3.2.0, 4.9.1).
    case .method(let name): subject.operation.method.uppercased() == name
    case .path(let glob): Glob(glob).matches(subject.operation.path)
    case .operationID(let glob): subject.names.contains(where: Glob(glob).matches)
    }
  }
}
