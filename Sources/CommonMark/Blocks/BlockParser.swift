/// Reads the blocks of a document line by line (CommonMark, appendix "A parsing strategy", phase 1).
struct BlockParser {
  /// The deepest nesting of quotes and lists; deeper markers are text.
  static let maximumDepth = 32

  var blocks: [Block] = [Block(kind: .document, parent: 0)]
  /// The open blocks, from the document to the innermost.
  var open: [OpenBlock] = [OpenBlock(position: 0)]
  var definitions = LinkDefinitions()
  var cursor = LineCursor([])
  /// Whether the previous line was blank and belongs to no quote or code, so that the next block is set apart.
  private var isAfterBlank = false
  /// The cells that short rows of tables may still be filled up with.
  var remainingCells = 10_000

  /// An open block, and its state.
  struct OpenBlock {
    let position: Int
    /// The columns by which the content of an item is indented.
    var indent = 0
    var fence: CodeFence?
    var hasChildren = false
    /// The number of columns of a table.
    var columns = 0
  }

  /// The opening fence of a code block.
  struct CodeFence {
    let marker: UInt8
    let length: Int
    let indent: Int
  }

  var tip: OpenBlock { open[open.count - 1] }

  func kind(_ block: OpenBlock) -> Block.Kind { blocks[block.position].kind }

  mutating func add(line: ArraySlice<UInt8>) {
    cursor = LineCursor(line)
    guard let matched = matchOpenBlocks() else { return isAfterBlank = false }
    let isAllMatched = matched == open.count
    // The blocks that are not continued stay open until it is sure that the line does not continue their paragraph.
    var unmatched = matched
    let isLeaf = if case .code = kind(open[matched - 1]) { true } else { false }
    var starts = !isLeaf
    var isNewItem = false
    while starts {
      switch start(below: &unmatched, isAllMatched: isAllMatched && unmatched == matched) {
      case .container(let isItem): isNewItem = isItem
      case .leaf:
        isAfterBlank = false
        return
      case .code:
        isNewItem = false
        starts = false
      case .nothing: starts = false
      }
      matchedDepth(&unmatched)
    }
    finishLine(unmatched: unmatched, isNewItem: isNewItem)
  }

  /// Once a block has been added, all that is open was matched or is new.
  private func matchedDepth(_ unmatched: inout Int) { unmatched = min(unmatched, open.count) }

  private mutating func finishLine(unmatched: Int, isNewItem: Bool) {
    let isLazy = unmatched < open.count && !cursor.isBlank && kind(tip) == .paragraph
    if isLazy {
      addText()
      isAfterBlank = false
      return
    }
    close(to: unmatched)
    let isQuote = kind(tip) == .quote
    let isFenced = tip.fence != nil
    let isEmptyItem = isNewItem && kind(tip) == .item && !tip.hasChildren
    switch kind(tip) {
    case .paragraph, .code: addText()
    case .table: addRow()
    default:
      if !cursor.isBlank {
        add(.paragraph)
        addText()
      }
    }
    isAfterBlank = cursor.isBlank && !isQuote && !isFenced && !isEmptyItem
  }

  // MARK: Changes of the open blocks

  /// Adds a block, and closes those that cannot hold it.
  mutating func add(_ kind: Block.Kind) {
    while !canHold(kind) { closeTip() }
    let parent = tip.position
    // A blank line between items, or between the blocks of an item, sets the paragraphs of the list apart.
    if isAfterBlank, tip.hasChildren {
      switch blocks[parent].kind {
      case .list: blocks[parent].isTight = false
      case .item: blocks[blocks[parent].parent].isTight = false
      default: break
      }
    }
    open[open.count - 1].hasChildren = true
    blocks.append(Block(kind: kind, parent: parent))
    open.append(OpenBlock(position: blocks.count - 1))
  }

  private func canHold(_ kind: Block.Kind) -> Bool {
    switch self.kind(tip) {
    case .document, .quote, .item: return kind != .item
    case .list: return kind == .item
    default: return false
    }
  }

  /// Closes the innermost open blocks down to a number of them.
  mutating func close(to count: Int) {
    while open.count > max(count, 1) { closeTip() }
  }

  mutating func closeTip() {
    let block = open.removeLast()
    switch blocks[block.position].kind {
    case .paragraph:
      definitions.takeDefinitions(from: &blocks[block.position].content)
      blocks[block.position].content = Array(blocks[block.position].content[...].trimmed)
      if blocks[block.position].content.isEmpty { blocks[block.position].isEmpty = true }
    case .code where block.fence == nil:
      // Blank lines at the end are no part of indented code.
      var content = blocks[block.position].content[...]
      while let line = content.dropLast().lastIndex(of: 0x0A), content[line...].allSatisfy(\.isWhitespace) {
        content = content[...line]
      }
      blocks[block.position].content = Array(content)
    default: break
    }
  }

  private mutating func addText() {
    let position = tip.position
    if kind(tip) == .paragraph { cursor.advanceToContent() }
    blocks[position].content += cursor.rest
    blocks[position].content.append(0x0A)
  }

  /// Ends the document.
  mutating func finish(length: Int) -> ([Block], LinkDefinitions) {
    close(to: 0)
    definitions.length = length
    return (blocks, definitions)
  }
}
