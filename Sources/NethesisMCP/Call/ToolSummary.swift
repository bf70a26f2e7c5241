package import JSON

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

  /// A table with a line for each tool, and a total.
  static func table(_ tools: [ToolSummary]) -> String {
    guard !tools.isEmpty else { return "No tool is published." }
    var rows = [["NAME", "TITLE", "BYTES", "TOKENS (estimate)"]]
    for tool in tools {
      rows.append([tool.name, tool.title ?? "", "\(tool.size)", "\(tool.estimatedTokens)"])
    }
    let total = tools.reduce(0) { $0 + $1.size }
    rows.append(["total", "", "\(total)", "\(tools.reduce(0) { $0 + $1.estimatedTokens })"])
    return TextTable.text(rows, numbers: 2..<4)
  }
}
