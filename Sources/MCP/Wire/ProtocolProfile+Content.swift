import JSON

extension ProtocolProfile {
  /// Encodes content for the version: an unknown kind becomes the nearest known one (TOOL-29).
  func json(_ content: Content) -> JSONValue {
    var object: JSONObject
    switch content.kind {
    case .text(let text): object = ["type": "text", "text": .string(text)]
    case .image(let data, let mimeType):
      object = ["type": "image", "data": .string(data), "mimeType": .string(mimeType)]
    case .audio(let data, let mimeType) where hasAudio:
      object = ["type": "audio", "data": .string(data), "mimeType": .string(mimeType)]
    case .audio(let data, let mimeType):
      let contents = ResourceContents(uri: "attachment:audio", mimeType: mimeType, .blob(data))
      object = ["type": "resource", "resource": .object(json(contents))]
    case .resource(let contents): object = ["type": "resource", "resource": .object(json(contents))]
    case .resourceLink(let resource) where hasTitles:
      object = ["type": "resource_link"]
      for member in json(resource) { object.append(member.name, member.value) }
    case .resourceLink(let resource):
      object = ["type": "text", "text": .string("\(resource.title ?? resource.name): \(resource.uri)")]
    }
    object.append("annotations", ifPresent: content.annotations.flatMap(json))
    return .object(object)
  }

  func json(_ annotations: Annotations) -> JSONValue? {
    var object = JSONObject()
    object.append("audience", ifPresent: annotations.audience.map { .array($0.map { .string($0.rawValue) }) })
    object.append("priority", ifPresent: annotations.priority.flatMap(JSONNumber.init).map(JSONValue.number))
    if hasLastModified {
      object.append("lastModified", ifPresent: annotations.lastModified.map(JSONValue.string))
    }
    return object.isEmpty ? nil : .object(object)
  }

  func json(_ contents: ResourceContents) -> JSONObject {
    var object: JSONObject = ["uri": .string(contents.uri)]
    object.append("mimeType", ifPresent: contents.mimeType.map(JSONValue.string))
    switch contents.body {
    case .text(let text): object.append("text", .string(text))
    case .blob(let data): object.append("blob", .string(data))
    }
    return object
  }
}
