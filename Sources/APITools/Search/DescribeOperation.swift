import Calls
import JSON
import JSONRPC
import MCP
import OpenAPI
import Operations

/// Implements the tool `describe_operation`.
struct DescribeOperation: CheckedTool {
  private let operations: FoundOperations
  /// The most bytes of JSON text in a result.
  private let maximum: Int

  /// The approximate bytes of an outline that a model can take in at once.
  private static let limit = 40_000
  /// The fewest bytes of an outline that still tell something.
  private static let least = 200

  /// - Parameters:
  ///   - operations: The operations that can be described.
  ///   - maximum: The most bytes of a result.
  init(_ operations: FoundOperations, maximum: Int) {
    self.operations = operations
    self.maximum = maximum
  }

  func outcome(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    do throws(CallFailure) {
      let value = try bounded(Self.description(try operations.entry(arguments)), arguments)
      return .complete(
        ToolResult(content: [.text(value.description)], structuredContent: value, notesMember: ToolNotes.memberNames[0])
      )
    } catch {
      return .complete(.failure(error.text))
    }
  }

  /// The description or the requested part of it, shortened to fit.
  private func bounded(_ whole: JSONValue, _ arguments: JSONObject) throws(CallFailure) -> JSONValue {
    let place = arguments["part"]?.string ?? ""
    let start = arguments["from"]?.int ?? 0
    guard let pointer = JSONPointer(text: place), let part = whole[pointer] else {
      throw CallFailure(
        "The description has no part \"\(place.prefix(200))\". Parts are named by the \"x-part\" of a description that "
          + "was shortened, such as /inputSchema/properties."
      )
    }
    var limit = min(Self.limit, maximum)
    while true {
      let result = outline(of: part, at: pointer, from: start, limit: limit, whole)
      // An outline is about as long as its limit, and has a note beside it.
      if result.json.count <= maximum || limit <= Self.least { return result }
      limit = max(Self.least, min(limit * 3 / 4, limit - (result.json.count - maximum)))
    }
  }

  private func outline(
    of part: JSONValue,
    at pointer: JSONPointer,
    from start: Int,
    limit: Int,
    _ whole: JSONValue
  ) -> JSONValue {
    var outline = Outline()
    let value = outline.outline(part, at: pointer, limit: limit, from: start)
    var result: JSONObject =
      if pointer.tokens.isEmpty, case .object(let object) = value { object } else {
        ["name": whole["name"] ?? "", "part": .string(pointer.description), "value": value]
      }
    if outline.isShortened {
      result.append("x-shortened", .string(Self.note))
    }
    return .object(result)
  }

  private static let note =
    "Parts that are too large are left out. In place of each stands its \"x-part\": call this tool again with the same "
    + "name and that text as \"part\", and with \"x-from\" as \"from\" where there is one. Arguments are checked by the "
    + "whole schema."

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
