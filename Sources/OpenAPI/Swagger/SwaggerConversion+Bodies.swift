import JSON

extension SwaggerConversion {
  private static let form = "application/x-www-form-urlencoded"
  private static let multipart = "multipart/form-data"

  /// The request body from parameters: from the one in the body, or from all form fields.
  mutating func body(_ parts: [Part], of operation: JSONObject, at place: [String]) -> JSONValue? {
    guard let first = parts.first else { return nil }
    let types = mediaTypes("consumes", of: operation)
    let place = place + ["requestBody"]
    guard first.content["in"] == "body" else {
      return formBody(parts.filter { $0.content["in"] == "formData" }, types, at: place)
    }
    origins.add(place, from: first.source)
    var media = JSONObject()
    for type in types.isEmpty ? ["application/json"] : types {
      media.append(type, .object(["schema": bodySchema(of: first)]))
      origins.add(place + ["content", type], from: first.source)
    }
    return .object(
      Self.described(first.content, ["content": .object(media)], isRequired: first.content["required"] == true)
    )
  }

  /// The schema of a body, converted once if operations share it.
  private mutating func bodySchema(of part: Part) -> JSONValue {
    guard let schema = part.content["schema"] else { return [:] }
    guard let name = part.sharedName else { return Self.schema(schema) }
    if let known = sharedSchemas[name] { return known }
    let converted = Self.schema(schema)
    sharedSchemas[name] = converted
    return converted
  }

  private static func described(_ part: JSONObject, _ members: JSONObject, isRequired: Bool) -> JSONObject {
    var result = JSONObject()
    result.append("description", ifPresent: part["description"])
    for (name, value) in part where name.hasPrefix("x-") { result.append(name, value) }
    if isRequired { result.append("required", true) }
    for (name, value) in members { result.append(name, value) }
    return result
  }

  private mutating func formBody(_ parts: [Part], _ types: [String], at place: [String]) -> JSONValue {
    var properties = JSONObject()
    var required: [JSONValue] = []
    var encoding = JSONObject()
    var sources: [(name: String, source: [String])] = []
    for part in parts where !properties.contains(part.name) {
      var schema = Self.schema(of: part.content).object ?? [:]
      schema.append("description", ifPresent: part.content["description"])
      schema.append("x-mcp", ifPresent: part.content["x-mcp"])
      properties.append(part.name, .object(schema))
      sources.append((part.name, part.source))
      if part.content["required"] == true { required.append(.string(part.name)) }
      let style = Self.style(of: part.content)
      if !style.isEmpty { encoding.append(part.name, .object(style)) }
    }
    var schema: JSONObject = ["type": "object", "properties": .object(properties)]
    if !required.isEmpty { schema.append("required", .array(required)) }
    var media: JSONObject = ["schema": .object(schema)]
    if !encoding.isEmpty { media.append("encoding", .object(encoding)) }

    let hasFile = parts.contains { $0.content["type"] == "file" }
    let named = types.filter { $0 == Self.multipart || $0 == Self.form && !hasFile }
    var content = JSONObject()
    origins.add(place, from: Array(place.dropLast()))
    for type in named.isEmpty ? [hasFile ? Self.multipart : Self.form] : named where !content.contains(type) {
      content.append(type, .object(media))
      for (name, source) in sources {
        origins.add(place + ["content", type, "schema", "properties", name], from: source)
        origins.add(place + ["content", type, "encoding", name], from: source)
      }
    }
    return .object(Self.described([:], ["content": .object(content)], isRequired: !required.isEmpty))
  }

  // MARK: Responses

  mutating func response(
    _ value: JSONValue,
    _ types: [String],
    at place: [String],
    from source: [String]
  ) -> JSONValue {
    origins.add(place, from: source)
    guard case .object(let response) = value else { return value }
    if let text = response["$ref"]?.string { return ["$ref": .string(Self.reference(text))] }
    var result = JSONObject()
    for (name, value) in response where !["schema", "examples", "headers"].contains(name) { result.append(name, value) }
    if let headers = response["headers"]?.object {
      result.append("headers", .object(JSONObject(headers.members.map { ($0.name, Self.header($0.value)) })))
    }
    let content = content(of: response, types, at: place + ["content"], from: source)
    if !content.isEmpty { result.append("content", .object(content)) }
    return .object(result)
  }

  private mutating func content(
    of response: JSONObject,
    _ types: [String],
    at place: [String],
    from source: [String]
  ) -> JSONObject {
    let examples = response["examples"]?.object ?? [:]
    let isFile = response["schema"]?["type"] == "file"
    var names = response["schema"] == nil ? [] : types
    if response["schema"] != nil, names.isEmpty { names = [isFile ? "application/octet-stream" : "application/json"] }
    names += examples.names.filter { !names.contains($0) }.prefix(50)
    let schema = response["schema"].map(Self.schema)
    var content = JSONObject()
    for type in names {
      var media = JSONObject()
      media.append("schema", ifPresent: schema)
      media.append("example", ifPresent: examples[type])
      content.append(type, .object(media))
      origins.add(place + [type], from: source)
    }
    return content
  }

  private static func header(_ value: JSONValue) -> JSONValue {
    guard case .object(let header) = value else { return value }
    var result = JSONObject(header.members.filter { !schemaMembers.contains($0.name) && $0.name != "collectionFormat" })
    result.append("schema", schema(of: header))
    return .object(result)
  }
}
