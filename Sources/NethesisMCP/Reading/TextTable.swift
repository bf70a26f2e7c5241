import StepUp
import TextCoding

/// Rows as lines with aligned columns, for a terminal.
enum TextTable {
  /// The most characters of a cell, so that one long cell does not push the others away.
  private static let widestCell = 80

  /// Aligns rows.
  ///
  /// - Parameters:
  ///   - rows: The cells of each row.
  ///   - numbers: The columns that are aligned to the right; the others are to the left, the last one without padding.
  /// - Returns: The lines.
  static func text(_ rows: [[String]], numbers: Range<Int> = 0..<0) -> String {
    let cells = rows.map { $0.map(shown) }
    let columns = cells.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      cells.compactMap { column < $0.count ? $0[column].count : nil }.max() ?? 0
    }
    return cells.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        if numbers.contains(column) { return space + cell }
        return column == row.count - 1 ? cell : cell + space
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private static func shown(_ cell: String) -> String {
    let text = VisibleText.value(cell)
    return text.count > widestCell ? "\(text.prefix(widestCell - 1))…" : text
  }
}
