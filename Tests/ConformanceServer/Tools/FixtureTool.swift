import JSON
import JSONRPC
import MCP

/// A tool that is what its closure does.
private struct FixtureTool: ToolHandler {
  let body: @Sendable (JSONObject, RequestContext) -> Outcome<ToolResult>

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    body(arguments, context)
  }
}

extension Tool {
  static func fixture(
    _ name: String,
    _ description: String,
    inputSchema: JSONObject = ["type": "object", "additionalProperties": false],
    isReadOnly: Bool = true,
    _ body: @escaping @Sendable (_ arguments: JSONObject, _ context: RequestContext) -> Outcome<ToolResult>
  ) -> Tool {
    Tool(
      name: name,
      description: description,
      inputSchema: inputSchema,
      annotations: ToolAnnotations(readOnly: isReadOnly, openWorld: false),
      handler: FixtureTool(body: body)
    )
  }

  /// A tool that asks its questions, in each round, until there is an answer to make of what came back.
  ///
  /// - Parameters:
  ///   - name: The name of the tool.
  ///   - description: What it does.
  ///   - argument: The name of the string argument that it needs, if it needs one.
  ///   - state: What it wants back with the answers.
  ///   - questions: What it asks; the text is that of its argument.
  ///   - answer: Makes a text of what came back, or says that something is missing.
  /// - Returns: The tool; it fails if a person declines or goes away.
  static func asking(
    _ name: String,
    _ description: String,
    argument: String? = nil,
    state: JSONValue? = nil,
    _ questions: @escaping @Sendable (_ text: String) -> [(key: String, request: InputRequest)],
    answer: @escaping @Sendable (RequestContext) -> String?
  ) -> Tool {
    fixture(name, description, inputSchema: .strings([argument].compactMap(\.self))) { arguments, context in
      let questions = questions(argument.flatMap { arguments[$0]?.string } ?? "")
      if questions.contains(where: { context.isRefused($0.key) }) { return .complete(.failure("The person said no.")) }
      guard let text = answer(context) else { return .inputRequired(InputRequired(questions, state: state)) }
      return .content(.text(text))
    }
  }
}

extension Outcome<ToolResult> {
  static func content(_ items: Content...) -> Outcome { .complete(ToolResult(content: items)) }
}

extension JSONObject {
  /// The schema of an object of strings that all have to be there.
  static func strings(_ names: [String]) -> JSONObject {
    guard !names.isEmpty else { return ["type": "object", "additionalProperties": false] }
    let properties = JSONObject(names.map { (name: $0, value: ["type": "string"]) })
    return [
      "type": "object", "properties": .object(properties), "required": .array(names.map(JSONValue.string)),
      "additionalProperties": false,
    ]
  }
}
