/// A pattern of a schema that was left out of the check.
package struct UnreadPattern: Hashable, Sendable {
  package let text: String
  /// Why it cannot be used.
  package let error: PatternError
}

/// Makes a schema lenient where a pattern was left out: what cannot be checked must not make a value fail.
struct PatternOmission {
  private var nodes: [Node]
  /// Whether each node, or one that it applies, has a pattern that was left out.
  private var isUncertain: [Bool]

  /// The nodes without the keywords whose outcome turns round, or that count matches, where that is uncertain.
  static func relaxed(_ nodes: [Node]) -> [Node] {
    guard nodes.contains(where: { !$0.unread.isEmpty }) else { return nodes }
    var omission = PatternOmission(nodes)
    omission.relax()
    return omission.nodes
  }

  private init(_ nodes: [Node]) {
    self.nodes = nodes
    isUncertain = [Bool](repeating: false, count: nodes.count)
    var users = [[Int]](repeating: [], count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for child in node.keywords.flatMap(\.all) { users[child].append(index) }
    }
    var pending = nodes.indices.filter { !nodes[$0].unread.isEmpty }
    for index in pending { isUncertain[index] = true }
    while let index = pending.popLast() {
      for user in users[index] where !isUncertain[user] {
        isUncertain[user] = true
        pending.append(user)
      }
    }
  }

  private mutating func relax() {
    for index in nodes.indices where isUncertain[index] {
      nodes[index].keywords = nodes[index].keywords.compactMap(relaxed)
    }
  }

  private func relaxed(_ keyword: Keyword) -> Keyword? {
    switch keyword {
    case .not(let schema): isUncertain[schema] ? nil : keyword
    case .oneOf(let schemas): schemas.contains { isUncertain[$0] } ? .anyOf(schemas) : keyword
    case .condition(let condition): isUncertain[condition.test] ? nil : keyword
    case .contains(let rules) where isUncertain[rules.schema]:
      .contains(ContainsRules(schema: rules.schema, least: rules.least, most: nil))
    default: keyword
    }
  }
}
