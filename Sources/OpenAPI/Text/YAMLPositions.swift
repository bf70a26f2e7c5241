import Yams

/// Where the values of a YAML text stand.
///
/// What an alias repeats stands where it is written, as often as it is repeated and within the limits of reading.
struct YAMLPositions {
  private var nodes: [SourceMap.Node] = []

  static func nodes(of text: String) -> [SourceMap.Node] {
    guard !YAMLKeys.containAliases(in: text), let root = try? compose(yaml: text, .basic) else { return [] }
    var positions = YAMLPositions()
    _ = positions.add(root, at: root, depth: 0)
    return positions.nodes
  }

  /// Adds a value and those in it; its position in the list.
  private mutating func add(_ node: Node, at start: Node, depth: Int) -> Int? {
    guard depth <= DocumentText.Limit.depth, nodes.count < DocumentText.Limit.values else { return nil }
    let index = nodes.count
    nodes.append(SourceMap.Node(position: .init(line: start.mark?.line ?? 1, column: start.mark?.column ?? 1)))
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        guard let name = key.scalar?.string else { continue }
        nodes[index].members[name] = add(value, at: key, depth: depth + 1)
      }
    case .sequence(let sequence):
      for element in sequence {
        guard let child = add(element, at: element, depth: depth + 1) else { continue }
        nodes[index].elements.append(child)
      }
    case .scalar, .alias: break
    }
    return index
  }
}
