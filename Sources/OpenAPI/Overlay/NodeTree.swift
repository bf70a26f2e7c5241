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
  private var numbers: [Key: Int] = [:]

  /// Arranges values; one that was found twice occurs once.
  init(_ found: [JSONPathEvaluation.Node]) {
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
        number = child(next.step, of: number)
        known[ObjectIdentifier(next)] = number
      }
      nodes[number].isFound = true
    }
  }

  /// Adds the value that names lead to; `false` if it, or a value around it, has been added before.
  mutating func add(_ names: [String]) -> Bool {
    var number = Self.root
    for name in names {
      guard !nodes[number].isFound else { return false }
      number = child(.name(name), of: number)
    }
    guard !nodes[number].isFound else { return false }
    nodes[number].isFound = true
    return true
  }

  private struct Key: Hashable {
    let parent: Int
    let step: JSONPathEvaluation.Step
  }

  private mutating func child(_ step: JSONPathEvaluation.Step, of parent: Int) -> Int {
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
