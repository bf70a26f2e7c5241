import JSON

extension ProtocolProfile {
  func json(_ resource: ResourceDescription) -> JSONObject {
    var object: JSONObject = ["uri": .string(resource.uri), "name": .string(resource.name)]
    appendTexts(&object, title: resource.title, description: resource.description, mimeType: resource.mimeType)
    object.append("size", ifPresent: resource.size.map { .number(JSONNumber($0)) })
    object.append("annotations", ifPresent: resource.annotations.flatMap(json))
    return object
  }

  func json(_ template: ResourceTemplate) -> JSONValue {
    var object: JSONObject = ["uriTemplate": .string(template.uriTemplate.text), "name": .string(template.name)]
    appendTexts(&object, title: template.title, description: template.description, mimeType: template.mimeType)
    return .object(object)
  }

  func json(_ prompt: Prompt) -> JSONValue {
    var object: JSONObject = ["name": .string(prompt.name)]
    appendTexts(&object, title: prompt.title, description: prompt.description, mimeType: nil)
    if !prompt.arguments.isEmpty { object.append("arguments", .array(prompt.arguments.map(json))) }
    return .object(object)
  }

  private func json(_ argument: Prompt.Argument) -> JSONValue {
    var object: JSONObject = ["name": .string(argument.name)]
    appendTexts(&object, title: argument.title, description: argument.description, mimeType: nil)
    object.append("required", .bool(argument.isRequired))
    return .object(object)
  }

  func json(_ result: PromptResult) -> JSONObject {
    var object = JSONObject()
    object.append("description", ifPresent: result.description.map(JSONValue.string))
    object.append(
      "messages",
      .array(result.messages.map { ["role": .string($0.role.rawValue), "content": json($0.content)] })
    )
    return object
  }

  private func appendTexts(_ object: inout JSONObject, title: String?, description: String?, mimeType: String?) {
    if hasTitles { object.append("title", ifPresent: title.map(JSONValue.string)) }
    object.append("description", ifPresent: description.map(JSONValue.string))
    object.append("mimeType", ifPresent: mimeType.map(JSONValue.string))
  }
}
