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
    /// A member of an object: where its name stands, and its value.
    struct Member: Sendable {
      var position: Position
      var node: Int
    }

    /// Where the value stands.
    var position: Position
    var members: [String: Member] = [:]
    var elements: [Int] = []
  }

  /// All values; empty for a text that cannot be read.
  let nodes: [Node]
  private let root: Int

  /// Looks through the text of a document, an overlay or a file.
  package init(_ text: Span<UInt8>) {
    let narrow = WideText.utf8(text)
    (nodes, root) = narrow.map { Self.look(through: $0.span) } ?? Self.look(through: text)
  }

  private static func look(through text: Span<UInt8>) -> (nodes: [Node], root: Int) {
    let text = text.extracting(DocumentText.start(of: text)..<text.count)
    if text.count <= DocumentText.Limit.size, DocumentText.looksLikeJSON(text) {
      return (JSONPositions.nodes(of: text), 0)
    }
    let isReadable = text.count <= DocumentText.Limit.size && (try? DocumentText.validate(text)) != nil
    let nodes = isReadable ? YAMLPositions.nodes(of: text) : []
    return (nodes, nodes.count - 1)
  }

  package init(_ text: [UInt8]) { self.init(text.span) }

  /// Where a value stands; where there is none (an overlay may have added it), where the one around it does.
  ///
  /// - Returns: `nil` for a text that cannot be read.
  package func position(of pointer: JSONPointer) -> Position? {
    guard nodes.indices.contains(root) else { return nil }
    var node = nodes[root]
    var position = node.position
    for token in pointer.tokens {
      if let member = node.members[token] {
        node = nodes[member.node]
        position = member.position
      } else if let index = Int(token), node.elements.indices.contains(index) {
        node = nodes[node.elements[index]]
        position = node.position
      } else {
        break
      }
    }
    return position
  }
}
