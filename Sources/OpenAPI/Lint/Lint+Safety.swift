extension Lint {
  /// Verbs in a path or an id that suggest a change.
  private static let verbs: Set<String> = [
    "add", "create", "delete", "destroy", "disable", "drop", "enable", "erase", "insert", "purge", "regenerate",
    "remove", "reset", "revoke", "rotate", "set", "update", "wipe",
  ]

  /// Reports safe methods (RFC 9110 section 9.2.1) for operations that probably change something but count as
  /// read-only.
  mutating func checkSafety() {
    for operation in document.operations where operation.isReadOnly && operation.mcp.annotations.readOnly == nil {
      let last = operation.path.split(separator: "/").last { !$0.hasPrefix("{") }.map { String($0).lowercased() }
      let first = operation.operationID.map(Self.firstWord)
      guard let verb = [last, first].compactMap(\.self).first(where: Self.verbs.contains) else { continue }
      let message =
        "\(operation.request) seems to \(verb) something, and passes for one that changes nothing (--read-only). If it "
        + "does, say so in an overlay: \"x-mcp\": {\"annotations\": {\"readOnlyHint\": false}}."
      report(.warning, message, about: operation)
    }
  }

  /// The first word of `deleteUser`, `delete-user` or `delete_user`, in lower case.
  private static func firstWord(of id: String) -> String {
    let start = id.prefix { $0.isLetter }
    let end = start.dropFirst().firstIndex { $0.isUppercase } ?? start.endIndex
    return start[..<end].lowercased()
  }
}
