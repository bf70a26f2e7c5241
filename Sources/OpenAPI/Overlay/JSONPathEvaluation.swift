import JSON

/// Finds what a JSONPath query is about in one document (RFC 9535, 2.3 to 2.5).
struct JSONPathEvaluation {
  /// A value that was found, and the way to it.
  struct Node {
    var value: JSONValue
    /// `nil` for the value that the query starts from.
    var way: Way?
  }

  /// The way to a value: its last step, and the way to the value around it, which all values in that one share.
  final class Way {
    let step: Step
    let parent: Way?
    let depth: Int

    init(_ step: Step, below parent: Way?) {
      self.step = step
      self.parent = parent
      depth = (parent?.depth ?? 0) + 1
    }
  }

  /// One step of the way: as a JSON Pointer's token, but an index is told apart from a name.
  enum Step: Hashable {
    case name(String)
    case index(Int)
  }

  let root: JSONValue
  let patterns = PatternCache()
  private let limit: Int
  private let effort: Effort

  /// - Parameters:
  ///   - root: The document.
  ///   - limit: How many values may be looked at.
  init(root: JSONValue, limit: Int = DocumentText.Limit.values) {
    self.root = root
    self.limit = limit
    effort = Effort(remaining: limit)
  }

  /// How many values may still be looked at: a few descendant segments behind each other ask for more than can be.
  private final class Effort {
    var remaining: Int

    init(remaining: Int) { self.remaining = remaining }
  }

  /// Counts work beside looking at values, in looks.
  func spend(_ looks: Int) { effort.remaining -= looks }

  /// Whether there was more to look at than is done, so that something may be missing from what was found.
  var isExhausted: Bool { effort.remaining <= 0 }

  /// The number of values that were looked at.
  var looks: Int { limit - effort.remaining }

  /// The values that the query finds, in the order of the document as far as RFC 9535 sets one.
  func nodes(of path: JSONPath) -> [Node] { nodes(path.segments, from: root) }

  func nodes(_ segments: [JSONPath.Segment], from start: JSONValue) -> [Node] {
    segments.reduce([Node(value: start, way: nil)]) { nodes, segment in
      nodes.flatMap { children(segment, of: $0) }
    }
  }

  private func children(_ segment: JSONPath.Segment, of node: Node) -> [Node] {
    guard segment.isDescendant else { return segment.selectors.flatMap { select($0, in: node) } }
    var found: [Node] = []
    // Not by recursion: filters that descend stand in one another, each as deep as the document.
    var pending = [node]
    while let node = pending.popLast() {
      let children = select(.wildcard, in: node)
      for selector in segment.selectors { found += selector == .wildcard ? children : select(selector, in: node) }
      pending += children.reversed()
    }
    return found
  }

  private func select(_ selector: JSONPath.Selector, in node: Node) -> [Node] {
    guard !isExhausted else { return [] }
    let found = found(by: selector, in: node)
    effort.remaining -= found.count + 1
    return found
  }

  private func found(by selector: JSONPath.Selector, in node: Node) -> [Node] {
    switch (selector, node.value) {
    case (.name(let name), .object(let object)):
      object[name].map { [Node(value: $0, way: Way(.name(name), below: node.way))] } ?? []
    case (.index(let index), .array(let elements)):
      element(index < 0 ? index + elements.count : index, of: elements, in: node)
    case (.slice(let start, let end, let step), .array(let elements)):
      Self.indices(start, end, step, count: elements.count).flatMap { element($0, of: elements, in: node) }
    case (.wildcard, .object(let object)):
      object.members.map { Node(value: $0.value, way: Way(.name($0.name), below: node.way)) }
    case (.wildcard, .array(let elements)):
      elements.enumerated().map { Node(value: $1, way: Way(.index($0), below: node.way)) }
    case (.filter(let condition), .object), (.filter(let condition), .array):
      found(by: .wildcard, in: node).filter { holds(condition, for: $0.value) }
    default: []
    }
  }

  private func element(_ index: Int, of elements: [JSONValue], in node: Node) -> [Node] {
    guard elements.indices.contains(index) else { return [] }
    return [Node(value: elements[index], way: Way(.index(index), below: node.way))]
  }

  private static func indices(_ start: Int?, _ end: Int?, _ step: Int, count: Int) -> [Int] {
    func bound(_ index: Int, _ range: ClosedRange<Int>) -> Int {
      min(max(index < 0 ? index + count : index, range.lowerBound), range.upperBound)
    }
    if step > 0 {
      return Array(stride(from: bound(start ?? 0, 0...count), to: bound(end ?? count, 0...count), by: step))
    }
    guard step < 0 else { return [] }
    let last = -1...(count - 1 < -1 ? -1 : count - 1)
    return Array(stride(from: bound(start ?? count - 1, last), to: end.map { bound($0, last) } ?? -1, by: step))
  }
}
