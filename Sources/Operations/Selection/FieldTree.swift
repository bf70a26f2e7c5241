import JSON

/// A tree of paths, so that one walk of a value selects the parts of all of them.
///
/// Paths are inserted by a loop; a walk goes no deeper than the value, whose depth its parser limits.
struct FieldTree {
  private struct Node {
    var children: [String: Int] = [:]
    /// Whether a path ends here, which selects everything below.
    var isWhole = false
    /// Whether the value has a part at this position.
    var isFound = false
    /// Whether an empty array stands here, so that no path below counts as missing.
    var isOpen = false
  }

  private var nodes = [Node()]

  /// Adds a path.
  mutating func insert(_ steps: [String]) {
    var index = 0
    for step in steps {
      if let child = nodes[index].children[step] {
        index = child
      } else {
        nodes[index].children[step] = nodes.count
        index = nodes.count
        nodes.append(Node())
      }
    }
    nodes[index].isWhole = true
  }

  /// Returns the value with only the parts on the paths, and records the paths that match.
  mutating func select(from value: JSONValue) -> JSONValue { select(from: value, at: 0) }

  /// Whether an inserted path matched a part of the value.
  func found(_ steps: [String]) -> Bool {
    var index = 0
    for step in steps {
      guard !nodes[index].isOpen else { return true }
      guard let child = nodes[index].children[step] else { return false }
      index = child
    }
    return nodes[index].isFound
  }

  private mutating func select(from value: JSONValue, at index: Int) -> JSONValue {
    nodes[index].isFound = true
    let isWhole = nodes[index].isWhole
    guard !nodes[index].children.isEmpty else { return value }
    switch value {
    case .object(let object):
      var kept = JSONObject()
      for (name, member) in object {
        guard let child = nodes[index].children[name] else { continue }
        let selected = select(from: member, at: child)
        if !isWhole { kept.append(name, selected) }
      }
      return isWhole ? value : .object(kept)
    case .array(let elements):
      if elements.isEmpty { nodes[index].isOpen = true }
      let selected = elements.map { select(from: $0, at: index) }
      return isWhole ? value : .array(selected)
    default: return value
    }
  }
}
