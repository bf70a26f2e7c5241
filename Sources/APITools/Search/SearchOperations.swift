import Calls
import JSON
import JSONRPC
import MCP
import OpenAPI
import Operations

/// Implements the tool `search_operations`.
struct SearchOperations: CheckedTool {
  private let operations: FoundOperations
  /// The most bytes of JSON text in a result.
  private let maximum: Int
  private static let standardLimit = 10
  /// The most characters of an operation's summary.
  private static let maximumSummary = 160
  /// The most characters of a path: `describe_operation` returns longer ones.
  private static let maximumPath = 300

  /// - Parameters:
  ///   - operations: The operations that can be found.
  ///   - maximum: The most bytes of a result.
  init(_ operations: FoundOperations, maximum: Int) {
    self.operations = operations
    self.maximum = maximum
  }

  func outcome(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let limit = arguments["limit"]?.int ?? Self.standardLimit
    let found = operations.search(arguments["query"]?.string ?? "", limit: limit)
    guard found.count > 0 else { return .complete(ToolResult(content: [.text(nothing)])) }
    let value = bounded(found.best, of: found.count)
    return .complete(
      ToolResult(content: [.text(value.description)], structuredContent: value, notesMember: ToolNotes.memberNames[0])
    )
  }

  private var nothing: String {
    let tags = operations.tags.prefix(30).joined(separator: ", ")
    let hint = tags.isEmpty ? "Try other words." : "Try other words; the operations are about: \(tags)."
    let text = "No operation fits. \(hint)"
    // A character takes up to four bytes.
    return text.utf8.count <= maximum ? text : "\(text.unicodeScalars.prefix(maximum / 4 - 1))…"
  }

  /// The summaries of the best operations, as many as fit, in their order.
  private func bounded(_ best: [APITools.Entry], of count: Int) -> JSONValue {
    let whole = Self.value(best.map { Self.summary($0) }, of: count)
    guard whole.json.count > maximum else { return whole }
    var space = maximum - Self.value([], of: count, isShortened: true).json.count
    var summaries: [JSONValue] = []
    for entry in best {
      var summary = Self.summary(entry)
      if summary.json.count >= space, summaries.isEmpty { summary = ["name": .string(entry.name)] }
      space -= summary.json.count + 1
      guard space >= 0 else { break }
      summaries.append(summary)
    }
    return Self.value(summaries, of: count, isShortened: true)
  }

  private static func value(_ summaries: [JSONValue], of count: Int, isShortened: Bool = false) -> JSONValue {
    var value: JSONObject = ["operations": .array(summaries), "found": .number(JSONNumber(count))]
    if isShortened {
      value.append("x-shortened", "There was no room for more operations: search with words that fit fewer.")
    }
    return .object(value)
  }

  private static func summary(_ entry: APITools.Entry) -> JSONValue {
    let line = entry.title ?? String(APITools.Entry.description(of: entry.operation).prefix { !$0.isNewline })
    var summary: JSONObject = [
      "name": .string(entry.name), "summary": .string(String(line.prefix(maximumSummary))),
      "method": .string(entry.operation.method), "path": .string(shortened(entry.operation.path)),
    ]
    summary.append("api", ifPresent: entry.api.map(JSONValue.string))
    if entry.operation.isDeprecated { summary.append("deprecated", true) }
    return .object(summary)
  }

  private static func shortened(_ path: String) -> String {
    path.count <= maximumPath ? path : "\(path.prefix(maximumPath - 1))…"
  }
}
