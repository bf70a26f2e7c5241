package import JSON
import StepUp

/// A tool as the command `tools` shows it.
package struct ToolSummary: Sendable {
  package let name: String
  package let title: String?
  /// The definition as `tools/list` gives it.
  package let definition: JSONObject
  /// The size of the definition as JSON, in bytes.
  package let size: Int

  package init(name: String, title: String?, definition: JSONObject) {
    self.name = name
    self.title = title
    self.definition = definition
    size = JSONValue.object(definition).json.count
  }

  /// About how many tokens a model reads for the definition: nobody knows without asking the model's vendor.
  package var estimatedTokens: Int { (size + 3) / 4 }

  var json: JSONValue {
    var object: JSONObject = ["name": .string(name)]
    object.append("title", ifPresent: title.map(JSONValue.string))
    object.append("bytes", .number(JSONNumber(size)))
    object.append("estimatedTokens", .number(JSONNumber(estimatedTokens)))
    object.append("definition", .object(definition))
    return .object(object)
  }

  /// The characters of a title that are shown: a row is one line of a terminal.
  private static let widestTitle = 80

  /// A table with a line for each tool and one for all.
  static func table(_ tools: [ToolSummary]) -> String {
    guard !tools.isEmpty else { return "No tool is published." }
    var rows = [["NAME", "TITLE", "BYTES", "TOKENS (estimate)"]]
    for tool in tools {
      let title = VisibleText.value(tool.title ?? "")
      let shown = title.count > widestTitle ? "\(title.prefix(widestTitle - 1))…" : title
      rows.append([VisibleText.value(tool.name), shown, "\(tool.size)", "\(tool.estimatedTokens)"])
    }
    let total = tools.reduce(0) { $0 + $1.size }
    rows.append(["total", "", "\(total)", "\(tools.reduce(0) { $0 + $1.estimatedTokens })"])
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column < 2 ? cell.0 + padding : padding + cell.0
      }
      return cells.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
