import JSON

/// Writes schemas for OpenAI's functions with `strict: true`.
///
/// Every property is required, so an optional one is nullable; every object is closed; `allOf`, `oneOf`, `not` and
/// conditions are unknown; `default`, most formats, patterns with look-arounds, more than ten levels and more than a
/// thousand values of `enum` are refused (platform.openai.com/docs, "Structured Outputs", supported schemas; refusals
/// as in dotnet/extensions#6196 and can1357/oh-my-pi#206).
struct OpenAIDialect {
  private let definitions: JSONObject
  private let space = SchemaWords.Space()
  /// The definitions referred to, by the level of the first reference, and the height of each.
  private var levels: [String: Int] = [:]
  private var heights: [String: Int] = [:]
  private var pending: [String] = []
  /// The deepest level written since this was last reset.
  private var deepest = 0

  /// The number of schemas that may still be written: an `allOf` may refer back to itself, several times per level.
  private var remaining = 20_000
  /// The number of open schemas: forms of forms do not count as levels.
  private var open = 0

  /// The deepest nesting of schemas, including the root.
  static let maximumLevels = 10
  private static let maximumOpen = 64

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

  private init(definitions: JSONObject) { self.definitions = definitions }

  /// The schema of a tool's input, with repeated parts among its `$defs`.
  static func root(_ schema: JSONObject) -> JSONObject {
    var dialect = OpenAIDialect(definitions: schema["$defs"]?.object ?? [:])
    var result = dialect.object(schema, at: 1)
    var written = JSONObject()
    // Iterative, because definitions may form a long chain.
    var position = 0
    while position < dialect.pending.count {
      let name = dialect.pending[position]
      position += 1
      let level = dialect.levels[name] ?? 1
      dialect.deepest = level
      written.append(name, .object(dialect.write(dialect.definitions[name] ?? [:], at: level)))
      dialect.heights[name] = dialect.deepest - level
    }
    if !written.isEmpty { result.append("$defs", .object(written)) }
    return EnumLimit.applied(to: SharedSchemas.applied(to: result, splitsAnnotations: false))
  }

  /// The reference to a definition, unless that would be nested too deeply.
  private mutating func reference(_ given: JSONObject, at level: Int) -> JSONObject {
    let name = given["$ref"]?.string.flatMap(SchemaTypes.definitionName) ?? ""
    guard definitions.contains(name), level + (heights[name] ?? 0) <= Self.maximumLevels else {
      return SchemaWords.text(of: "A value", given)
    }
    if heights[name] == nil {
      if levels[name] == nil { pending.append(name) }
      levels[name] = max(levels[name] ?? 0, level)
    }
    deepest = max(deepest, level + (heights[name] ?? 0))
    // A reference has no siblings.
    return ["$ref": given["$ref"] ?? ""]
  }

  private mutating func write(_ value: JSONValue, at level: Int) -> JSONObject {
    guard let given = value.object, !given.isEmpty else { return SchemaWords.text(of: "Any value", nil) }
    if given.contains("$ref") { return reference(given, at: level) }
    remaining -= 1
    guard remaining > 0, open < Self.maximumOpen else { return SchemaWords.text(of: "A value", given) }
    open += 1
    defer { open -= 1 }
    deepest = max(deepest, level)
    guard let schema = SchemaWords.merged(given, in: space, resolving: resolved) else {
      return SchemaWords.text(of: "A value", given)
    }
    if let forms = (schema["anyOf"] ?? schema["oneOf"])?.array {
      var result: JSONObject = [:]
      result.append("description", ifPresent: schema["description"])
      var written: [JSONValue] = []
      for form in forms { written.append(.object(write(form, at: level))) }
      result.append("anyOf", .array(written))
      return result
    }
    let types = SchemaWords.types(schema)
    if level >= Self.maximumLevels, types.contains("object") || types.contains("array") {
      return SchemaWords.text(of: "A value", schema)
    }
    if types.contains("object") {
      guard schema["properties"]?.object?.isEmpty == false else { return SchemaWords.text(of: "An object", schema) }
      return object(schema, at: level)
    }
    guard !types.isEmpty else { return SchemaWords.text(of: "Any value", schema) }
    var result = simple(schema, types)
    if types.contains("array") { result.append("items", .object(items(schema, at: level + 1))) }
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
    // A description of it would not help either: the check explains a wrong value.
    if let pattern = schema["pattern"]?.string, !PatternWords.isPlain(pattern) { result["pattern"] = nil }
    return SchemaWords.telling(told, in: result)
  }

  private mutating func items(_ schema: JSONObject, at level: Int) -> JSONObject {
    if let items = schema["items"] { return write(items, at: level) }
    guard let first = schema["prefixItems"]?.array, !first.isEmpty else {
      return SchemaWords.text(of: "Any value", nil)
    }
    var forms: [JSONValue] = []
    for form in first { forms.append(.object(write(form, at: level))) }
    return ["anyOf": .array(forms)]
  }

  private mutating func object(_ schema: JSONObject, at level: Int) -> JSONObject {
    var result = simple(schema, ["object"])
    let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
    var properties = JSONObject()
    for (name, value) in schema["properties"]?.object ?? [:] {
      let written = write(value, at: level + 1)
      properties.append(name, .object(required.contains(name) ? written : nullable(written)))
    }
    result.append("properties", .object(properties))
    result.append("required", .array(properties.names.map(JSONValue.string)))
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
