import JSON

extension SchemaConversion {
  /// Converts the keywords of a schema, except `$ref`.
  mutating func keywords(_ schema: Located) throws(UnusablePart) -> JSONObject {
    guard case .object(let object) = schema.value else { return [:] }
    var result = JSONObject()
    for (name, value) in object {
      guard !SchemaKeyword.dropped.contains(name), name == "x-mcp" || !name.hasPrefix("x-") else { continue }
      try add(name, value, of: schema, to: &result)
    }
    if let example = object["example"] {
      let others = result["examples"]?.array ?? []
      result["examples"] = .array([example] + others.filter { $0 != example })
    }
    makeExclusive(&result, object, "minimum", "exclusiveMinimum")
    makeExclusive(&result, object, "maximum", "exclusiveMaximum")
    if let discriminator = schema["discriminator"] { result = discriminated(result, by: discriminator) }
    guard version(of: schema) == .v3_0 else { return result }
    if object["format"] == "byte" { result["contentEncoding"] = "base64" }
    return object["nullable"] == true ? Self.nullable(result) : result
  }

  private mutating func add(
    _ name: String,
    _ value: JSONValue,
    of schema: Located,
    to result: inout JSONObject
  ) throws(UnusablePart) {
    switch (name, value) {
    // One schema per element, as before 2020-12.
    case ("items", .array):
      result["prefixItems"] = try subschemas(.list, name, value, of: schema)
      if let rest = schema["additionalItems"] { result["items"] = try convert(rest) }
    case ("additionalItems", _), ("exclusiveMinimum", .bool), ("exclusiveMaximum", .bool): break
    case ("$dynamicRef", .string(let text)):
      result.append("$ref", ifPresent: try dynamicReference(text, in: schema))
    case ("type", _): result.append(name, ifPresent: type(value, of: schema))
    case ("required", .array(let names)): result.append(name, .array(Self.unique(names.filter { $0.string != nil })))
    default:
      if let kind = SchemaKeyword.subschemas(of: name) {
        result.append(name, try subschemas(kind, name, value, of: schema))
      } else if SchemaKeyword.accepts(value, for: name) {
        result.append(name, value)
      } else {
        omit(
          "The value of \"\(name)\" in a schema cannot be \(value.typeName): it is ignored. Correct it.",
          at: schema.place.appending(name)
        )
      }
    }
  }

  private mutating func subschemas(
    _ kind: SchemaKeyword.Subschemas,
    _ name: String,
    _ value: JSONValue,
    of schema: Located
  ) throws(UnusablePart) -> JSONValue {
    let part = Located(value: value, place: schema.place.appending(name))
    switch (kind, value) {
    case (.one, _): return try convert(part)
    case (.list, .array):
      var converted: [JSONValue] = []
      for element in part.elements { converted.append(try convert(element)) }
      return .array(converted)
    case (.map, .object):
      var converted: [JSONObject.Member] = []
      for (name, member) in part.members { converted.append((name, try convert(member))) }
      return .object(JSONObject(converted))
    case (.list, _), (.map, _):
      throw UnusablePart(
        "The value of \"\(name)\" in a schema is \(value.typeName). Correct the schema.",
        at: part.place
      )
    }
  }

  private static func unique(_ values: [JSONValue]) -> [JSONValue] {
    var seen: Set<JSONValue> = []
    return values.filter { seen.insert($0).inserted }
  }

  /// The type in JSON Schema; `nil` if none is valid.
  private mutating func type(_ value: JSONValue, of schema: Located) -> JSONValue? {
    let names = value.array ?? [value]
    let known = Self.unique(names.filter { SchemaKeyword.types.contains($0.string ?? "") })
    if known.count < names.count, names.contains(where: { !known.contains($0) }) {
      omit(
        "A schema is of no type that JSON Schema knows, such as \"string\": it is read as any. Correct it.",
        at: schema.place.appending("type")
      )
    }
    guard let first = known.first else { return nil }
    return value.array == nil ? first : .array(known)
  }

  /// Converts the flag of 3.0 beside a bound to an exclusive bound.
  private func makeExclusive(_ schema: inout JSONObject, _ written: JSONObject, _ bound: String, _ exclusive: String) {
    guard written[exclusive] == true, let value = schema[bound] else { return }
    schema[bound] = nil
    schema[exclusive] = value
  }

  /// Makes a schema accept null, as `nullable` of 3.0 means.
  ///
  /// Without `type`, 3.0.3 gives the keyword no effect, but its authors mean it.
  private static func nullable(_ schema: JSONObject) -> JSONObject {
    var schema = schema
    if let type = schema["type"]?.string { schema["type"] = [.string(type), "null"] }
    if let values = schema["enum"]?.array, !values.contains(.null) { schema["enum"] = .array(values + [.null]) }
    let constraints = schema.members.filter { !SchemaKeyword.annotations.contains($0.name) }
    guard schema["type"] == nil, constraints.contains(where: { $0.name != "enum" }) else { return schema }
    let annotations = schema.members.filter { SchemaKeyword.annotations.contains($0.name) }
    return JSONObject(annotations + [("anyOf", [.object(JSONObject(constraints)), ["type": "null"]])])
  }
}
