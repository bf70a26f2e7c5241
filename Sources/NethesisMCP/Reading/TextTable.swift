import StepUp
import TextCoding

/// Rows as lines with aligned columns, for a terminal.
enum TextTable {
  /// The most characters of a cell, so that one long cell does not push the others away.
  private static let widestCell = 80

  /// Aligns rows to the left; the last column is not padded.
  static func text(_ rows: [[String]]) -> String {
    let cells = rows.map { $0.map(shown) }
    let columns = cells.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      cells.compactMap { column < $0.count ? $0[column].count : nil }.max() ?? 0
    }
    return cells.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private static func shown(_ cell: String) -> String {
    let text = VisibleText.value(cell)
    return text.count > widestCell ? "\(text.prefix(widestCell - 1))…" : text
  }
}
