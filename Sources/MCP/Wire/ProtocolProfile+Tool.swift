package import JSON

extension ProtocolProfile {
  /// A tool as the lists of the version have it.
  package func json(_ tool: Tool) -> JSONValue {
    var object: JSONObject = ["name": .string(tool.name)]
    if hasTitles { object.append("title", ifPresent: tool.title.map(JSONValue.string)) }
    object.append("description", .string(tool.description))
    object.append("inputSchema", .object(tool.inputSchema))
    if let schema = tool.outputSchema, canDeclare(output: schema) { object.append("outputSchema", .object(schema)) }
    if hasToolAnnotations { object.append("annotations", ifPresent: json(tool.annotations, title: tool.title)) }
    if hasTitles { object.append("_meta", ifPresent: tool.meta.map(JSONValue.object)) }
    return .object(object)
  }

  /// Whether the version admits an output schema: strict clients up to 2025-11-25 drop the whole list for a non-object
  /// root (TOOL-11).
  private func canDeclare(output schema: JSONObject) -> Bool {
    switch structuredOutput {
    case .none: false
    case .objects: schema["type"] == "object"
    case .anything: true
    }
  }

  private func json(_ annotations: ToolAnnotations, title: String?) -> JSONValue? {
    var object = JSONObject()
    // A title is a hint in versions whose tools have none of their own (2025-03-26).
    if !hasTitles { object.append("title", ifPresent: title.map(JSONValue.string)) }
    object.append("readOnlyHint", ifPresent: annotations.readOnly.map(JSONValue.bool))
    object.append("destructiveHint", ifPresent: annotations.destructive.map(JSONValue.bool))
    object.append("idempotentHint", ifPresent: annotations.idempotent.map(JSONValue.bool))
    object.append("openWorldHint", ifPresent: annotations.openWorld.map(JSONValue.bool))
    return object.isEmpty ? nil : .object(object)
  }

  func json(_ result: ToolResult) -> JSONObject {
    let isStructured = result.structuredContent.map(canSend) ?? false
    let content = isStructured ? result.content : result.content + result.contentOfStructure
    var object: JSONObject = ["content": .array(content.map(json))]
    if isStructured { object.append("structuredContent", ifPresent: result.structuredContent) }
    object.append("isError", .bool(result.isError))
    return object
  }

  private func canSend(structured value: JSONValue) -> Bool {
    switch structuredOutput {
    case .none: false
    case .objects: value.object != nil
    case .anything: true
    }
  }
}
