import JSON

/// Paths into a value that share their beginnings, so that one walk of the value serves all of them.
///
/// The steps of a path are added in a loop; a walk goes no deeper than the value, which its parser bounds.
struct FieldTree {
  private struct Node {
    var children: [String: Int] = [:]
    /// Whether a path ends here, so that everything below is wanted.
    var isWhole = false
    /// Whether the value has something here.
    var isFound = false
    /// Whether an empty array stands here, whose elements could have anything.
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

  /// The value with only what the paths lead to; takes down which of them lead somewhere.
  mutating func select(from value: JSONValue) -> JSONValue { select(from: value, at: 0) }

  /// Tells whether a path that was added led somewhere in the value.
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
