extension CommonMarkDocument {
  /// A heading of a document.
  package struct Heading: Sendable, Hashable {
    package let level: Int
    package let text: String
  }

  /// The headings in the order of the text.
  package var headings: [Heading] {
    var budget = ExpansionBudget(self)
    return blocks.compactMap { block in
      guard case .heading(let level) = block.kind else { return nil }
      return Heading(level: level, text: plainText(of: block, &budget))
    }
  }

  /// The words of the document without its markup, one line for each block.
  package var plainText: String {
    var budget = ExpansionBudget(self)
    var lines: [String] = []
    for block in blocks where !block.content.isEmpty {
      switch block.kind {
      case .code: lines.append(String(decoding: block.content, as: UTF8.self))
      case .table:
        for row in block.content.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
          let cells = TableRow.cells(row).map { text(of: $0, &budget) }
          lines.append(cells.joined(separator: " | "))
        }
      default: lines.append(plainText(of: block, &budget))
      }
    }
    return lines.joined(separator: "\n")
  }

  private func plainText(of block: Block, _ budget: inout ExpansionBudget) -> String {
    text(of: block.content, &budget)
  }

  private func text(of content: [UInt8], _ budget: inout ExpansionBudget) -> String {
    String(decoding: inlines(of: content, budget: &budget).flatMap(HTMLWriter.plainText), as: UTF8.self)
  }
}
