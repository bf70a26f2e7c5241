import JSON
import MCP

/// Results in rows, with everything that results of approved calls have: text, media, and the structured form.
extension ToolResult {
  var json: JSONValue {
    var json: JSONObject = ["content": .array(content.map(\.json)), "error": .bool(isError)]
    json.append("structured", ifPresent: structuredContent)
    if !contentOfStructure.isEmpty { json.append("in_structure", .array(contentOfStructure.map(\.json))) }
    json.append("notes", ifPresent: notesMember.map(JSONValue.string))
    return .object(json)
  }

  init?(_ json: JSONValue) {
    guard let content = json["content"]?.array, case .bool(let isError)? = json["error"] else { return nil }
    self.init(
      content: content.compactMap(Content.init),
      structuredContent: json["structured"],
      isError: isError,
      notesMember: json["notes"]?.string
    )
    contentOfStructure = (json["in_structure"]?.array ?? []).compactMap(Content.init)
  }
}

extension Content {
  fileprivate var json: JSONValue {
    switch kind {
    case .text(let text): ["text": .string(text)]
    case .image(let data, let type): ["image": .string(data), "type": .string(type)]
    case .audio(let data, let type): ["audio": .string(data), "type": .string(type)]
    case .resourceLink(let resource): resource.json
    case .resource(let resource): resource.json
    }
  }

  fileprivate init?(_ json: JSONValue) {
    let type = json["type"]?.string ?? ""
    if let text = json["text"]?.string {
      self.init(.text(text))
    } else if let data = json["image"]?.string {
      self.init(.image(data: data, mimeType: type))
    } else if let data = json["audio"]?.string {
      self.init(.audio(data: data, mimeType: type))
    } else if let uri = json["embedded"]?.string, let blob = json["blob"]?.string {
      self.init(.resource(ResourceContents(uri: uri, mimeType: json["type"]?.string, .blob(blob))))
    } else if let uri = json["embedded"]?.string, let body = json["body"]?.string {
      self.init(.resource(ResourceContents(uri: uri, mimeType: json["type"]?.string, .text(body))))
    } else if let uri = json["uri"]?.string, let name = json["name"]?.string {
      self.init(
        .resourceLink(
          ResourceDescription(
            uri: uri,
            name: name,
            title: json["title"]?.string,
            description: json["description"]?.string,
            mimeType: json["type"]?.string,
            size: json["size"]?.int
          )
        )
      )
    } else {
      return nil
    }
  }
}

extension ResourceContents {
  fileprivate var json: JSONValue {
    var json: JSONObject = ["embedded": .string(uri)]
    json.append("type", ifPresent: mimeType.map(JSONValue.string))
    switch body {
    case .text(let text): json.append("body", .string(text))
    case .blob(let data): json.append("blob", .string(data))
    }
    return .object(json)
  }
}

extension ResourceDescription {
  fileprivate var json: JSONValue {
    var json: JSONObject = ["uri": .string(uri), "name": .string(name)]
    json.append("title", ifPresent: title.map(JSONValue.string))
    json.append("description", ifPresent: description.map(JSONValue.string))
    json.append("type", ifPresent: mimeType.map(JSONValue.string))
    json.append("size", ifPresent: size.map { .number(JSONNumber($0)) })
    return .object(json)
  }
}
