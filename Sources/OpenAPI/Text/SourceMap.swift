package import JSON

/// Finds the lines of a document's text at which its values stand.
///
/// Made only for messages: reading a document needs no lines.
package struct SourceMap: Sendable {
  /// A position in a text, with line and column from 1, the column in Unicode scalars.
  package struct Position: Sendable, Equatable {
    /// The line, from 1.
    package var line: Int
    /// The column, from 1.
    package var column: Int
  }

  /// A value and its children, as indices in the list of all nodes.
  struct Node: Sendable {
    /// A member of an object: the position of its name, and its value.
    struct Member: Sendable {
      var position: Position
      var node: Int
    }

    /// The position of the value.
    var position: Position
    var members: [String: Member] = [:]
    var elements: [Int] = []
  }

  /// The nodes of all values; empty for an unreadable text.
  let nodes: [Node]
  private let root: Int

  /// Scans the text of a document, an overlay or a file.
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

  /// Scans a text given as an array of bytes.
  package init(_ text: [UInt8]) { self.init(text.span) }

  /// The position of a value, or of the nearest existing one around it if an overlay added the value.
  ///
  /// - Returns: `nil` for an unreadable text.
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
