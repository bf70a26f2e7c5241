/// Values found in a document, arranged as a tree, so that one walk changes all of them.
struct NodeTree {
  /// A value that was found, or one on the path to it.
  struct Node {
    /// Whether the value itself was found.
    fileprivate(set) var isFound = false
    /// The steps to its children in the tree, with their numbers.
    fileprivate(set) var children: [(step: JSONPathEvaluation.Step, number: Int)] = []
  }

  /// The nodes by number, the root first.
  private var nodes = [Node()]

  /// Arranges values; one that was found twice occurs once.
  init(_ found: [JSONPathEvaluation.Node]) {
    var numbers: [Key: Int] = [:]
    // Nested values share the path to the outer one: each path is followed up to the first known node.
    var known: [ObjectIdentifier: Int] = [:]
    for start in found {
      var way = start.way
      var added: [JSONPathEvaluation.Way] = []
      var number = 0
      while let next = way {
        if let there = known[ObjectIdentifier(next)] {
          number = there
          break
        }
        added.append(next)
        way = next.parent
      }
      for next in added.reversed() {
        number = child(next.step, of: number, &numbers)
        known[ObjectIdentifier(next)] = number
      }
      nodes[number].isFound = true
    }
  }

  private struct Key: Hashable {
    let parent: Int
    let step: JSONPathEvaluation.Step
  }

  private mutating func child(_ step: JSONPathEvaluation.Step, of parent: Int, _ numbers: inout [Key: Int]) -> Int {
    let key = Key(parent: parent, step: step)
    if let number = numbers[key] { return number }
    let number = nodes.count
    numbers[key] = number
    nodes.append(Node())
    nodes[parent].children.append((step, number))
    return number
  }

  /// The root of the document.
  static let root = 0

  subscript(number: Int) -> Node { nodes[number] }
}
