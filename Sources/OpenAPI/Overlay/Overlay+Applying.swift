import JSON

extension Overlay {
  /// Changes the document, action by action, and says which of them could not do what they should.
  func apply(to root: inout JSONValue) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for action in actions {
      if let diagnostic = apply(action, to: &root) { diagnostics.append(diagnostic) }
    }
    return diagnostics
  }

  private func apply(_ action: Action, to root: inout JSONValue) -> Diagnostic? {
    let found = JSONPathEvaluation(root: root).nodes(of: action.target)
    guard !found.isEmpty else {
      guard reportsUnmatched else { return nil }
      return diagnostic(.note, "The target \(action.text) finds nothing in the document.", at: "target", of: action)
    }
    let nodes = NodeTree(found.map(\.path))
    let kinds = Set(found.map { Kind($0.value) })
    switch action.change {
    case .remove:
      root.remove(nodes)
      return nil
    case .update(let update): return merge(update, into: nodes, kinds, of: &root, action, "update")
    case .copy(let source):
      let copied = JSONPathEvaluation(root: root).nodes(of: source)
      guard copied.count == 1 else {
        let message = "\"copy\" finds \(copied.count) values and has to find one: nothing is copied. Correct the query."
        return diagnostic(.warning, message, at: "copy", of: action)
      }
      return merge(copied[0].value, into: nodes, kinds, of: &root, action, "copy")
    }
  }

  private func merge(
    _ update: JSONValue,
    into nodes: NodeTree,
    _ kinds: Set<Kind>,
    of root: inout JSONValue,
    _ action: Action,
    _ member: String
  ) -> Diagnostic? {
    guard !isStrict || kinds.count == 1 else {
      let message =
        "The target finds objects, arrays or plain values together: nothing is changed. Make an action for each."
      return diagnostic(.warning, message, at: "target", of: action)
    }
    guard !root.update(nodes, with: update, isStrict: isStrict) else { return nil }
    let message =
      "An object, an array or a plain value cannot be merged with one of another kind: the parts of the document that "
      + "are of another kind stay as they are. Remove them first."
    return diagnostic(.warning, message, at: member, of: action)
  }

  /// What a value is to a merge.
  private enum Kind {
    case object, array, plain

    init(_ value: JSONValue) {
      switch value {
      case .object: self = .object
      case .array: self = .array
      case .null, .bool, .number, .string: self = .plain
      }
    }
  }

  private func diagnostic(
    _ severity: Diagnostic.Severity,
    _ message: String,
    at member: String,
    of action: Action
  ) -> Diagnostic {
    Diagnostic(
      severity: severity,
      message: message,
      location: action.location.appending(member),
      source: .overlay(title)
    )
  }
}
