/// Finds the positions of the values in a YAML text.
///
/// A value repeated by an alias has the position of the alias, and its children those where they are written.
struct YAMLPositions: YAMLAssembly {
  private var nodes: [SourceMap.Node] = []

  /// The nodes of a text, the root last; empty for an unreadable text.
  static func nodes(of text: Span<UInt8>) -> [SourceMap.Node] {
    (try? YAMLReader.read(text, YAMLPositions()).assembly.nodes) ?? []
  }

  mutating func scalar(_ scalar: YAMLScalar, at mark: YAMLMark) -> Int { add(SourceMap.Node(position: mark)) }

  mutating func sequence(_ elements: [Int], at mark: YAMLMark) -> Int {
    add(SourceMap.Node(position: mark, elements: elements))
  }

  mutating func mapping(_ members: [YAMLMember<Int>], at mark: YAMLMark) -> Int {
    var node = SourceMap.Node(position: mark)
    for member in members { node.members[member.name] = .init(position: member.mark, node: member.value) }
    return add(node)
  }

  func mappings(of value: Int) -> [[YAMLMember<Int>]]? {
    let node = nodes[value]
    let parts = node.elements.isEmpty ? [node] : node.elements.map { nodes[$0] }
    return parts.map { part in
      part.members.map { YAMLMember(name: $0.key, mark: $0.value.position, value: $0.value.node) }
    }
  }

  private mutating func add(_ node: SourceMap.Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }
}
