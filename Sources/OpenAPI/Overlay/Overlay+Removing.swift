import JSON

extension Overlay.Action {
  /// Whether the action removes one value that names alone lead to, which no other such removal moves.
  var removesByNames: Bool {
    guard case .remove = change else { return false }
    return target.names != nil
  }
}

extension Overlay {
  /// Removes what actions in a row name, all at once: each by itself would make the object around it anew.
  ///
  /// - Returns: What went otherwise than the overlay says.
  func remove(_ actions: ArraySlice<Action>, from root: inout JSONValue, _ growth: inout Growth) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var tree = NodeTree([])
    for action in actions {
      let (found, isWhole) = nodes(of: action.target, in: root, &growth)
      if !isWhole {
        let message = "The target \(action.text) asks for too much: nothing is changed. Use fewer actions."
        diagnostics.append(diagnostic(.warning, message, at: "target", of: action))
      } else if found.isEmpty || !tree.add(action.target.names ?? []) {
        // An earlier action of the row has removed the value already.
        if let diagnostic = unmatched(action) { diagnostics.append(diagnostic) }
      }
    }
    growth.take(looks: root.remove(tree))
    return diagnostics
  }
}

extension JSONPath {
  /// The names that lead to the one value that the query can find; `nil` if it selects otherwise than by one name each.
  fileprivate var names: [String]? {
    var names: [String] = []
    for segment in segments {
      guard !segment.isDescendant, segment.selectors.count == 1, case .name(let name) = segment.selectors[0] else {
        return nil
      }
      names.append(name)
    }
    return names.isEmpty ? nil : names
  }
}
