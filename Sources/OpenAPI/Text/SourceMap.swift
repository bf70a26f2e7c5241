package import JSON

/// Finds the lines of a document's text in which its values stand.
///
/// Made only when something has to be said of a document: reading it does not need the lines.
package struct SourceMap: Sendable {
  /// A place in a text, both numbers counted from 1, the column in Unicode scalars.
  package struct Position: Sendable, Equatable {
    package var line: Int
    package var column: Int
  }

  /// A value and those in it, by their position in the list of all.
  struct Node: Sendable {
    /// Where the value stands; for a member of an object, where its name does.
    var position: Position
    var members: [String: Int] = [:]
    var elements: [Int] = []
  }

  /// All values, the root first; empty for a text that cannot be read.
  let nodes: [Node]

  /// Looks through the text of a document, an overlay or a file.
  package init(_ text: Span<UInt8>) {
    guard text.count <= DocumentText.Limit.size else {
      nodes = []
      return
    }
    if DocumentText.looksLikeJSON(text) {
      nodes = JSONPositions.nodes(of: text)
    } else {
      nodes = (try? DocumentText.text(text)).map(YAMLPositions.nodes) ?? []
    }
  }

  package init(_ text: [UInt8]) { self.init(text.span) }

  /// Where a value stands; where there is none (an overlay may have added it), where the one around it does.
  ///
  /// - Returns: `nil` for a text that cannot be read.
  package func position(of pointer: JSONPointer) -> Position? {
    guard var node = nodes.first else { return nil }
    for token in pointer.tokens {
      if let member = node.members[token] {
        node = nodes[member]
      } else if let index = Int(token), node.elements.indices.contains(index) {
        node = nodes[node.elements[index]]
      } else {
        break
      }
    }
    return node.position
  }
}
