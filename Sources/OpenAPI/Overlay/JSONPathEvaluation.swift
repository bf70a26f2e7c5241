import JSON

/// Evaluates a JSONPath query in one document (RFC 9535, 2.3 to 2.5).
struct JSONPathEvaluation {
  /// A value found, with its path.
  struct Node {
    var value: JSONValue
    /// The path; `nil` for the value that the query starts from.
    var way: Way?
  }

  /// The path to a value: its last step, and the path to its parent, which all siblings share.
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

  /// A step of a path, like the token of a JSON Pointer, but with indices distinguished from names.
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
  ///   - limit: The number of values that may be examined.
  init(root: JSONValue, limit: Int = DocumentText.Limit.values) {
    self.root = root
    self.limit = limit
    effort = Effort(remaining: limit)
  }

  /// The number of values that may still be examined: a few descendant segments in sequence can ask for too many.
  private final class Effort {
    var remaining: Int

    init(remaining: Int) { self.remaining = remaining }
  }

  /// Counts other work, in units of one examined value.
  func spend(_ looks: Int) { effort.remaining -= looks }

  /// Whether the limit was reached, so that values may be missing in the result.
  var isExhausted: Bool { effort.remaining <= 0 }

  /// The number of values examined.
  var looks: Int { limit - effort.remaining }

  /// The values found, in document order as far as RFC 9535 defines one.
  func nodes(of path: JSONPath) -> [Node] { nodes(path.segments, from: root) }

  func nodes(_ segments: [JSONPath.Segment], from start: JSONValue) -> [Node] {
    segments.reduce([Node(value: start, way: nil)]) { nodes, segment in
      nodes.flatMap { children(segment, of: $0) }
    }
  }

  private func children(_ segment: JSONPath.Segment, of node: Node) -> [Node] {
    guard segment.isDescendant else { return segment.selectors.flatMap { select($0, in: node) } }
    var found: [Node] = []
    // Iterative, because filters with descendants can be nested, each as deep as the document.
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
