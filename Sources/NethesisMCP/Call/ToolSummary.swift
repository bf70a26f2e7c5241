package import JSON
import StepUp
import TextCoding

/// A tool for the command `tools`.
package struct ToolSummary: Sendable {
  /// The tool's name.
  package let name: String
  /// The tool's title for people.
  package let title: String?
  /// The definition in `tools/list`.
  package let definition: JSONObject
  /// The size of the definition as JSON, in bytes.
  package let size: Int

  /// Makes a summary from a tool's definition.
  package init(name: String, title: String?, definition: JSONObject) {
    self.name = name
    self.title = title
    self.definition = definition
    size = JSONValue.object(definition).json.count
  }

  /// An estimate of the tokens that a model reads for the definition; only the model's vendor can tell the real number.
  package var estimatedTokens: Int { (size + 3) / 4 }

  var json: JSONValue {
    var object: JSONObject = ["name": .string(name)]
    object.append("title", ifPresent: title.map(JSONValue.string))
    object.append("bytes", .number(JSONNumber(size)))
    object.append("estimatedTokens", .number(JSONNumber(estimatedTokens)))
    object.append("definition", .object(definition))
    return .object(object)
  }

  /// The most characters of a title, so that a row fits on a line of a terminal.
  private static let widestTitle = 80

  /// A table with a line for each tool, and a total.
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
