import JSON

extension Overlay {
  /// Changes the document action by action, and reports actions that could not be carried out as intended.
  ///
  /// - Parameters:
  ///   - root: The document.
  ///   - growth: The growth that all overlays together may cause.
  /// - Returns: The deviations from the overlay.
  func apply(to root: inout JSONValue, growth: inout Growth) -> [Diagnostic] {
    guard isFor(root) else {
      let message = "The overlay is for the API \"\(documentTitle ?? "")\" and changes nothing in this document."
      let location = JSONPointer(["x-mcp", "title"])
      return reportsUnmatched
        ? [Diagnostic(severity: .warning, message: message, location: location, source: .overlay(title))] : []
    }
    var diagnostics: [Diagnostic] = []
    var rest = actions[...]
    while let action = rest.first {
      let removals = rest.prefix(while: \.removesByNames)
      if removals.count > 1 {
        diagnostics += remove(removals, from: &root, &growth)
        rest = rest.dropFirst(removals.count)
      } else {
        if let diagnostic = apply(action, to: &root, &growth) { diagnostics.append(diagnostic) }
        rest = rest.dropFirst()
      }
    }
    addSynonyms(to: &root)
    return diagnostics
  }

  /// Appends the overlay's synonyms to those of the document, as if an action did.
  private func addSynonyms(to root: inout JSONValue) {
    guard !synonyms.isEmpty, case .object(var object) = root else { return }
    var own = object["x-mcp"]?.object ?? [:]
    guard object["x-mcp"] == nil || object["x-mcp"]?.object != nil else { return }
    own["synonyms"] = .array((own["synonyms"]?.array ?? []) + synonyms)
    object["x-mcp"] = .object(own)
    root = .object(object)
  }

  private func isFor(_ root: JSONValue) -> Bool { isFor(title: root["info"]?["title"]?.string) }

  private func apply(_ action: Action, to root: inout JSONValue, _ growth: inout Growth) -> Diagnostic? {
    let plan: Plan
    switch self.plan(action, for: root, &growth) {
    case .failure(let hindrance): return hindrance.diagnostic
    case .success(let made): plan = made
    }
    switch plan {
    case .remove(let nodes):
      // Containers that are rebuilt around the values count as looked at: many actions may rebuild them.
      growth.take(looks: root.remove(nodes))
      return nil
    case .merge(let update, let nodes, let member):
      guard !root.update(nodes, with: update, isStrict: isStrict) else { return nil }
      let message =
        "An object, an array or a plain value cannot be merged with one of another kind: the parts of the document "
        + "that are of another kind stay as they are. Remove them first."
      return diagnostic(.warning, message, at: member, of: action)
    }
  }

  /// A planned change without any part of the document in it: the document is changed in place only if nothing else
  /// holds it.
  private enum Plan {
    case remove(NodeTree)
    /// Merges a value, which comes from a member of the action.
    case merge(JSONValue, NodeTree, member: String)
  }

  /// The reason why an action changes nothing, if it is worth reporting.
  private struct Hindrance: Error {
    var diagnostic: Diagnostic?
  }

  private func plan(_ action: Action, for root: JSONValue, _ growth: inout Growth) -> Result<Plan, Hindrance> {
    func hindered(_ severity: Diagnostic.Severity, _ message: String, at member: String) -> Result<Plan, Hindrance> {
      .failure(Hindrance(diagnostic: diagnostic(severity, message, at: member, of: action)))
    }
    let (found, isWhole) = nodes(of: action.target, in: root, &growth)
    guard isWhole else {
      let message = "The target \(action.text) asks for too much: nothing is changed. Use fewer \"..\"."
      return hindered(.warning, message, at: "target")
    }
    guard !found.isEmpty else {
      return .failure(Hindrance(diagnostic: unmatched(action)))
    }
    let (update, member): (JSONValue, String)
    switch action.change {
    case .remove: return .success(.remove(NodeTree(found)))
    case .update(let value): (update, member) = (value, "update")
    case .copy(let source):
      let copied = nodes(of: source, in: root, &growth).found
      guard copied.count == 1 else {
        let message = "\"copy\" finds \(copied.count) values and has to find one: nothing is copied. Correct the query."
        return hindered(.warning, message, at: "copy")
      }
      (update, member) = (copied[0].value, "copy")
    }
    guard !isStrict || Set(found.lazy.map { Kind($0.value) }).count == 1 else {
      let message =
        "The target finds objects, arrays or plain values together: nothing is changed. Make an action for each."
      return hindered(.warning, message, at: "target")
    }
    guard growth.allows(update, in: found) else {
      let message = "The action would make the document too large or too deep: nothing is changed. Add less."
      return hindered(.warning, message, at: member)
    }
    return .success(.merge(update, NodeTree(found), member: member))
  }

  /// The values that a query finds, and whether the search was complete.
  func nodes(
    of path: JSONPath,
    in root: JSONValue,
    _ growth: inout Growth
  ) -> (found: [JSONPathEvaluation.Node], isWhole: Bool) {
    let evaluation = JSONPathEvaluation(root: root, limit: growth.looksOfOneQuery)
    let found = evaluation.nodes(of: path)
    growth.take(looks: evaluation.looks)
    return (found, !evaluation.isExhausted)
  }

  /// The diagnostic of an action whose target finds nothing, if it should find something.
  func unmatched(_ action: Action) -> Diagnostic? {
    guard reportsUnmatched else { return nil }
    return diagnostic(.warning, "The target \(action.text) finds nothing in the document.", at: "target", of: action)
  }

  /// The kind of a value in a merge.
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

  func diagnostic(
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
