extension BlockParser {
  /// Finds the open blocks that the line continues, and moves the cursor past their markers.
  ///
  /// - Returns: The number of blocks; `nil` if the line was the end of fenced code.
  mutating func matchOpenBlocks() -> Int? {
    for depth in 1..<max(open.count, 1) {
      let block = open[depth]
      switch kind(block) {
      case .document, .list: continue
      case .quote:
        guard cursor.indent <= 3, cursor.first == UInt8(ascii: ">") else { return depth }
        cursor.advanceToContent()
        cursor.advance(bytes: 1)
        cursor.advanceOptionalSpace()
      case .item:
        // An item may begin with one blank line.
        if cursor.isBlank, !block.hasChildren { return depth }
        if cursor.indent >= block.indent {
          cursor.advance(columns: block.indent)
        } else {
          guard cursor.isBlank else { return depth }
          cursor.advanceToContent()
        }
      case .paragraph, .table:
        guard !cursor.isBlank else { return depth }
      case .heading, .rule: return depth
      case .code:
        guard let fence = block.fence else {
          guard continuesIndentedCode() else { return depth }
          continue
        }
        if closes(fence) {
          close(to: depth)
          return nil
        }
        cursor.advance(columns: min(fence.indent, cursor.indent))
      }
    }
    return open.count
  }

  private mutating func continuesIndentedCode() -> Bool {
    if cursor.indent >= 4 {
      cursor.advance(columns: 4)
    } else {
      guard cursor.isBlank else { return false }
      cursor.advanceToContent()
    }
    return true
  }

  private func closes(_ fence: CodeFence) -> Bool {
    guard cursor.indent <= 3, cursor.first == fence.marker else { return false }
    let rest = cursor.content.drop { $0 == fence.marker }
    return cursor.content.count - rest.count >= fence.length && rest.allSatisfy(\.isSpaceOrTab)
  }
}
