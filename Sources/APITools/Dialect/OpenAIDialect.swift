import JSON

/// Writes schemas as OpenAI takes them for functions with `strict: true`.
///
/// Every property is required, so one that may be left out may be null; every object is closed; `allOf`, `oneOf`, `not`
/// and conditions are unknown; `default` and formats but a few are refused (platform.openai.com/docs, "Structured
/// Outputs", supported schemas; refusals as in dotnet/extensions#6196 and can1357/oh-my-pi#206).
struct OpenAIDialect {
  let definitions: JSONObject

  private static let kept: Set<String> = [
    "type", "title", "description", "enum", "const", "pattern", "multipleOf", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "minItems", "maxItems",
  ]
  private static let told: Set<String> = [
    "default", "format", "minLength", "maxLength", "uniqueItems", "minProperties", "maxProperties", "contentEncoding",
    "contentMediaType", "examples",
  ]
  private static let formats: Set<JSONValue> = [
    "date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid",
  ]

  func root(_ schema: JSONObject) -> JSONObject {
    var result = object(schema)
    if !definitions.isEmpty {
      result.append("$defs", .object(JSONObject(definitions.members.map { ($0.name, .object(write($0.value))) })))
    }
    return result
  }

  private func write(_ value: JSONValue) -> JSONObject {
    guard let given = value.object, !given.isEmpty else { return SchemaWords.text(of: "Any value", nil) }
    // A reference stands alone.
    if let reference = given["$ref"] { return ["$ref": reference] }
    let schema = SchemaWords.merged(given, resolving: resolved)
    if let forms = (schema["anyOf"] ?? schema["oneOf"])?.array {
      var result: JSONObject = [:]
      result.append("description", ifPresent: schema["description"])
      result.append("anyOf", .array(forms.map { .object(write($0)) }))
      return result
    }
    let types = SchemaWords.types(schema)
    if types.contains("object") {
      guard schema["properties"]?.object?.isEmpty == false else { return SchemaWords.text(of: "An object", schema) }
      return object(schema)
    }
    guard !types.isEmpty else { return SchemaWords.text(of: "Any value", schema) }
    var result = simple(schema, types)
    if types.contains("array") { result.append("items", .object(items(schema))) }
    return result
  }

  private func resolved(_ schema: JSONObject) -> JSONObject {
    guard let name = schema["$ref"]?.string?.split(separator: "/").last else { return schema }
    return definitions[String(name)]?.object ?? schema
  }

  private func simple(_ schema: JSONObject, _ types: [String]) -> JSONObject {
    var result = JSONObject(schema.members.filter { Self.kept.contains($0.name) })
    if result["type"] == nil {
      result["type"] = types.count == 1 ? .string(types[0]) : .array(types.map(JSONValue.string))
    }
    var told = schema.members.filter { Self.told.contains($0.name) }
    if let format = schema["format"], Self.formats.contains(format) {
      result.append("format", format)
      told.removeAll { $0.name == "format" }
    }
    return SchemaWords.telling(told, in: result)
  }

  private func items(_ schema: JSONObject) -> JSONObject {
    if let items = schema["items"] { return write(items) }
    guard let first = schema["prefixItems"]?.array, !first.isEmpty else {
      return SchemaWords.text(of: "Any value", nil)
    }
    return ["anyOf": .array(first.map { .object(write($0)) })]
  }

  private func object(_ schema: JSONObject) -> JSONObject {
    var result = simple(schema, ["object"])
    let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
    let properties = (schema["properties"]?.object ?? [:]).members.map { member in
      let written = write(member.value)
      return (name: member.name, value: JSONValue.object(required.contains(member.name) ? written : nullable(written)))
    }
    result.append("properties", .object(JSONObject(properties)))
    result.append("required", .array(properties.map { .string($0.name) }))
    result.append("additionalProperties", false)
    return result
  }

  private func nullable(_ schema: JSONObject) -> JSONObject {
    if let forms = schema["anyOf"]?.array {
      var schema = schema
      schema["anyOf"] = .array(forms + [["type": "null"]])
      return schema
    }
    guard schema["$ref"] == nil, schema["const"] == nil, let type = schema["type"] else {
      return ["anyOf": [.object(schema), ["type": "null"]]]
    }
    var schema = schema
    let types = type.array ?? [type]
    if !types.contains("null") { schema["type"] = .array(types + ["null"]) }
    if let values = schema["enum"]?.array, !values.contains(.null) { schema["enum"] = .array(values + [.null]) }
    return schema
  }
}
