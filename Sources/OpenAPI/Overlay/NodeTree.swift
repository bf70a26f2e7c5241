/// Values of a document, arranged as the document is: what is to be changed in all of them takes one walk.
struct NodeTree {
  /// Whether the value itself is one of them.
  private(set) var isFound = false
  private(set) var children: [JSONPathEvaluation.Step: NodeTree] = [:]

  init(_ paths: [[JSONPathEvaluation.Step]]) {
    for path in paths { insert(path[...]) }
  }

  private mutating func insert(_ path: ArraySlice<JSONPathEvaluation.Step>) {
    guard let step = path.first else {
      isFound = true
      return
    }
    children[step, default: NodeTree([])].insert(path.dropFirst())
  }
}
