import JSON

extension Overlay {
  /// Changes the document, action by action, and says which of them could not do what they should.
  ///
  /// - Parameters:
  ///   - root: The document.
  ///   - growth: What all overlays together may add to it.
  /// - Returns: What went otherwise than the overlay says.
  func apply(to root: inout JSONValue, growth: inout Growth) -> [Diagnostic] {
    guard isFor(root) else {
      let message = "The overlay is for the API \"\(documentTitle ?? "")\" and changes nothing in this document."
      let location = JSONPointer(["x-mcp", "title"])
      return reportsUnmatched
        ? [Diagnostic(severity: .note, message: message, location: location, source: .overlay(title))] : []
    }
    var diagnostics: [Diagnostic] = []
    for action in actions {
      if let diagnostic = apply(action, to: &root, &growth) { diagnostics.append(diagnostic) }
    }
    return diagnostics
  }

  private func isFor(_ root: JSONValue) -> Bool {
    documentTitle == nil || documentTitle == root["info"]?["title"]?.string
  }

  private func apply(_ action: Action, to root: inout JSONValue, _ growth: inout Growth) -> Diagnostic? {
    let evaluation = JSONPathEvaluation(root: root)
    let found = evaluation.nodes(of: action.target)
    guard !evaluation.isExhausted else {
      let message = "The target \(action.text) asks for too much: nothing is changed. Use fewer \"..\"."
      return diagnostic(.warning, message, at: "target", of: action)
    }
    guard !found.isEmpty else {
      guard reportsUnmatched else { return nil }
      return diagnostic(.note, "The target \(action.text) finds nothing in the document.", at: "target", of: action)
    }
    switch action.change {
    case .remove:
      root.remove(NodeTree(found.map(\.path)))
      return nil
    case .update(let update): return merge(update, into: found, of: &root, &growth, action, "update")
    case .copy(let source):
      let copied = JSONPathEvaluation(root: root).nodes(of: source)
      guard copied.count == 1 else {
        let message = "\"copy\" finds \(copied.count) values and has to find one: nothing is copied. Correct the query."
        return diagnostic(.warning, message, at: "copy", of: action)
      }
      return merge(copied[0].value, into: found, of: &root, &growth, action, "copy")
    }
  }

  private func merge(
    _ update: JSONValue,
    into found: [JSONPathEvaluation.Node],
    of root: inout JSONValue,
    _ growth: inout Growth,
    _ action: Action,
    _ member: String
  ) -> Diagnostic? {
    guard !isStrict || Set(found.map { Kind($0.value) }).count == 1 else {
      let message =
        "The target finds objects, arrays or plain values together: nothing is changed. Make an action for each."
      return diagnostic(.warning, message, at: "target", of: action)
    }
    let paths = found.map(\.path)
    guard growth.allows(update, at: paths) else {
      let message = "The action would make the document too large or too deep: nothing is changed. Add less."
      return diagnostic(.warning, message, at: member, of: action)
    }
    guard !root.update(NodeTree(paths), with: update, isStrict: isStrict) else { return nil }
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
