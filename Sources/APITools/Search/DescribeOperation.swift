import JSON
import JSONRPC
import MCP
import OpenAPI

/// Answers `describe_operation`.
struct DescribeOperation: SearchAnswering {
  private let operations: FoundOperations

  init(_ operations: FoundOperations) { self.operations = operations }

  func answer(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    do throws(CallFailure) {
      let value = Self.description(try operations.entry(arguments))
      return .complete(ToolResult(content: [.text(value.description)], structuredContent: value))
    } catch {
      return .complete(.failure(error.text))
    }
  }

  private static func description(_ entry: APITools.Entry) -> JSONValue {
    let tool = entry.tool
    var object: JSONObject = ["name": .string(tool.name)]
    object.append("api", ifPresent: entry.api.map(JSONValue.string))
    object.append("title", ifPresent: tool.title.map(JSONValue.string))
    object.append("description", .string(tool.description))
    object.append("method", .string(entry.operation.method))
    object.append("path", .string(entry.operation.path))
    if !entry.operation.tags.isEmpty { object.append("tags", .array(entry.operation.tags.map(JSONValue.string))) }
    if entry.operation.isDeprecated { object.append("deprecated", true) }
    object.append("changesNothing", .bool(tool.annotations.readOnly ?? false))
    object.append("inputSchema", .object(tool.inputSchema))
    object.append("outputSchema", ifPresent: tool.outputSchema.map(JSONValue.object))
    return .object(object)
  }
}
