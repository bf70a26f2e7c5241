import JSON
import JSONRPC
import MCP
import OpenAPI

/// Answers `search_operations`.
struct SearchOperations: SearchAnswering {
  private let operations: FoundOperations
  private static let standardLimit = 10
  /// The longest summary of one operation, in characters.
  private static let maximumSummary = 160

  init(_ operations: FoundOperations) { self.operations = operations }

  func answer(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let limit = arguments["limit"]?.int ?? Self.standardLimit
    let found = operations.search(arguments["query"]?.string ?? "", limit: limit)
    guard found.count > 0 else {
      let tags = operations.tags.prefix(30).joined(separator: ", ")
      let hint = tags.isEmpty ? "Try other words." : "Try other words; the operations are about: \(tags)."
      return .complete(ToolResult(content: [.text("No operation fits. \(hint)")]))
    }
    let value: JSONValue = [
      "operations": .array(found.best.map(Self.summary)), "found": .number(JSONNumber(found.count)),
    ]
    return .complete(
      ToolResult(content: [.text(value.description)], structuredContent: value, notesMember: ToolNotes.memberNames[0])
    )
  }

  private static func summary(_ entry: APITools.Entry) -> JSONValue {
    let line = entry.title ?? String(APITools.Entry.description(of: entry.operation).prefix { !$0.isNewline })
    var summary: JSONObject = [
      "name": .string(entry.name), "summary": .string(String(line.prefix(maximumSummary))),
      "method": .string(entry.operation.method), "path": .string(entry.operation.path),
    ]
    summary.append("api", ifPresent: entry.api.map(JSONValue.string))
    if entry.operation.isDeprecated { summary.append("deprecated", true) }
    return .object(summary)
  }
}
