/// A pattern of a schema that is left out of the validation.
package struct UnreadPattern: Hashable, Sendable {
  /// The text of the pattern.
  package let text: String
  /// The reason why it is unusable.
  package let error: PatternError
}

/// Makes a schema lenient where a pattern is left out: a value must not fail because of an unusable pattern.
struct PatternOmission {
  private var nodes: [Node]
  /// Whether each node, or one that it applies, has a pattern that is left out.
  private var isUncertain: [Bool]

  /// The nodes without keywords that negate or count matches, where those are uncertain.
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
