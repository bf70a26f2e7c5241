extension BlockParser {
  /// The most columns of a table.
  private static let maximumColumns = 100

  /// Makes the last line of a paragraph the header of a table if the line is its delimiter row (GFM section 4.10).
  mutating func startTable(at unmatched: Int) -> Bool {
    guard unmatched == open.count, let alignments = TableRow.alignments(cursor.content) else { return false }
    let position = open[unmatched - 1].position
    let content = blocks[position].content.dropLast()
    let lineStart = content.lastIndex(of: 0x0A).map { $0 + 1 } ?? content.startIndex
    guard alignments.count <= Self.maximumColumns else { return false }
    guard TableRow.cells(content[lineStart...]).count == alignments.count else { return false }
    let header = Array(content[lineStart...]) + [0x0A]
    blocks[position].content.removeSubrange(lineStart...)
    closeTip()
    add(.table(alignments))
    blocks[tip.position].content = header
    open[open.count - 1].columns = alignments.count
    return true
  }

  /// Adds a row to the open table; one that is too short is filled up when it is written.
  mutating func addRow() {
    let cells = TableRow.cells(cursor.content).count
    remainingCells -= max(0, tip.columns - cells)
    guard remainingCells >= 0 else {
      closeTip()
      add(.paragraph)
      blocks[tip.position].content += Array(cursor.content) + [0x0A]
      return
    }
    blocks[tip.position].content += cursor.content
    blocks[tip.position].content.append(0x0A)
  }
}

/// A row of a table.
enum TableRow {
  /// The cells of a row, without white space around them; `\|` is a pipe in a cell.
  static func cells(_ row: ArraySlice<UInt8>) -> [[UInt8]] {
    var row = row.trimmed
    if row.first == UInt8(ascii: "|") { row.removeFirst() }
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var isEscaped = false
    var isOpen = false
    for byte in row {
      isOpen = true
      if byte == UInt8(ascii: "|"), !isEscaped {
        cells.append(Array(cell[...].trimmed))
        cell = []
        isOpen = false
        continue
      }
      if byte == UInt8(ascii: "|") { cell.removeLast() }
      cell.append(byte)
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    if isOpen { cells.append(Array(cell[...].trimmed)) }
    return cells
  }

  /// The alignments that a delimiter row gives; `nil` if it is none.
  static func alignments(_ row: ArraySlice<UInt8>) -> [ColumnAlignment]? {
    let allowed = row.allSatisfy {
      $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") || $0.isSpaceOrTab
    }
    guard allowed, row.contains(UInt8(ascii: "|")) || row.contains(UInt8(ascii: ":")) else { return nil }
    var alignments: [ColumnAlignment] = []
    for cell in cells(row) {
      var marks = cell[...]
      let isLeft = marks.first == UInt8(ascii: ":")
      if isLeft { marks.removeFirst() }
      let isRight = marks.last == UInt8(ascii: ":")
      if isRight { marks.removeLast() }
      guard !marks.isEmpty, marks.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
      alignments.append(isLeft ? (isRight ? .center : .left) : (isRight ? .right : .none))
    }
    return alignments.isEmpty ? nil : alignments
  }
}
