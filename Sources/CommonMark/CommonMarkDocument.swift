/// A document in CommonMark 0.31 with the tables of GitHub Flavored Markdown, read once and written as HTML or as text.
///
/// The text may come from strangers: raw HTML is text, nesting is bounded, and the work is in step with the length.
package struct CommonMarkDocument: Sendable {
  /// The blocks in the order of the text, each behind its parent.
  let blocks: [Block]
  let definitions: LinkDefinitions

  /// Reads a document.
  package init(_ text: String) {
    var parser = BlockParser()
    var bytes = ArraySlice(text.utf8)
    while !bytes.isEmpty {
      let end = bytes.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      parser.add(line: bytes[..<(end ?? bytes.endIndex)])
      guard let end else { break }
      let isPair = bytes[end] == UInt8(ascii: "\r") && end + 1 < bytes.endIndex && bytes[end + 1] == UInt8(ascii: "\n")
      bytes = bytes[(end + (isPair ? 2 : 1))...]
    }
    (blocks, definitions) = parser.finish(length: text.utf8.count)
  }

  /// The inline content of a block.
  func inlines(of content: [UInt8], budget: inout ExpansionBudget) -> [Inline] {
    var parser = InlineParser(content, definitions)
    return parser.parse(budget: &budget)
  }
}

/// The bytes that references may still add to a document, so that many uses of a long definition stay in step with it.
struct ExpansionBudget {
  var bytes: Int

  init(_ document: CommonMarkDocument) { bytes = max(100_000, document.definitions.length) }
}
