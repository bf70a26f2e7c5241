import JSON

/// Makes JSON Schema 2020-12 of the schemas of one document.
///
/// References to `components/schemas` stay, spelled in one way; references to other places of the document are replaced
/// by what they name. Keywords of OpenAPI that JSON Schema does not know go, but for `x-mcp`.
struct SchemaConversion {
  private let root: JSONValue
  private let version: OpenAPIVersion
  /// The component schemas that were referred to since this was last cleared.
  var references: Set<String> = []
  /// The places whose contents are being put in place of a reference, outermost first.
  private var inlining: [JSONPointer] = []
  /// How many references may still be replaced by what they name.
  private var remaining = 10_000

  init(root: JSONValue, version: OpenAPIVersion) {
    self.root = root
    self.version = version
  }

  /// Converts a schema that stands at a place of the document.
  mutating func convert(_ schema: Located) throws(Obstacle) -> JSONValue {
    inlining = []
    do throws(Fault) {
      return try convert(schema.value)
    } catch {
      throw Obstacle(error.message, at: schema.location)
    }
  }

  private struct Fault: Error { var message: String }

  private mutating func convert(_ schema: JSONValue) throws(Fault) -> JSONValue {
    switch schema {
    case .bool: return schema
    case .object(let schema):
      if case .string(let text)? = schema["$ref"] { return try reference(text, in: schema) }
      return .object(SchemaKeyword.sorted(try keywords(schema)))
    default: throw Fault(message: "A schema is \(schema.typeName), not an object. Write an object, or {} for anything.")
    }
  }
}

// MARK: References

extension SchemaConversion {
  private mutating func reference(_ text: String, in schema: JSONObject) throws(Fault) -> JSONValue {
    guard let pointer = Reference.pointer(text) else {
      throw Fault(
        message: "The reference \"\(text)\" leads to another document, and others are not read. Bring it into this one."
      )
    }
    guard let target = root[pointer] else {
      throw Fault(message: "The reference \"\(text)\" leads nowhere. Add what it names, or correct it.")
    }
    let siblings = try siblings(of: schema)
    if let name = Reference.schemaName(text) {
      references.insert(name)
      var result: JSONObject = ["$ref": .string(Reference.text(schemaName: name))]
      for member in siblings { result.append(member.name, member.value) }
      return .object(SchemaKeyword.sorted(result))
    }
    return SchemaReplacement.schema(try inlined(target, from: pointer), with: siblings)
  }

  /// What counts beside a `$ref`: everything since 3.1; only descriptions in 3.0 (where strictly nothing does).
  private mutating func siblings(of schema: JSONObject) throws(Fault) -> JSONObject {
    let others = JSONObject(schema.members.filter { $0.name != "$ref" })
    guard version == .v3_0 else { return try keywords(others) }
    return JSONObject(others.members.filter { ["title", "description", "x-mcp"].contains($0.name) })
  }

  private mutating func inlined(_ target: JSONValue, from pointer: JSONPointer) throws(Fault) -> JSONValue {
    remaining -= 1
    guard !inlining.contains(pointer), inlining.count < 32, remaining > 0 else {
      throw Fault(
        message: "The reference to #\(pointer) leads back to itself, or too far. Name it in components/schemas."
      )
    }
    inlining.append(pointer)
    defer { inlining.removeLast() }
    return try convert(target)
  }
}

// MARK: Keywords

extension SchemaConversion {
  private mutating func keywords(_ schema: JSONObject) throws(Fault) -> JSONObject {
    var result = JSONObject()
    for (name, value) in schema {
      guard !SchemaKeyword.dropped.contains(name), name == "x-mcp" || !name.hasPrefix("x-") else { continue }
      result.append(name, try keyword(name, value))
    }
    if let example = schema["example"] {
      let others = result["examples"]?.array ?? []
      result["examples"] = .array([example] + others.filter { $0 != example })
    }
    guard version == .v3_0 else { return result }
    Self.makeExclusive(&result, "minimum", "exclusiveMinimum")
    Self.makeExclusive(&result, "maximum", "exclusiveMaximum")
    return schema["nullable"] == true ? Self.nullable(result) : result
  }

  private mutating func keyword(_ name: String, _ value: JSONValue) throws(Fault) -> JSONValue {
    switch (SchemaKeyword.subschemas(of: name), value) {
    case (.one, _): return try convert(value)
    case (.list, .array(let schemas)):
      var converted: [JSONValue] = []
      for schema in schemas { converted.append(try convert(schema)) }
      return .array(converted)
    case (.map, .object(let schemas)):
      var converted: [JSONObject.Member] = []
      for (name, schema) in schemas { converted.append((name, try convert(schema))) }
      return .object(JSONObject(converted))
    case (.list, _), (.map, _):
      throw Fault(message: "The value of \"\(name)\" in a schema is \(value.typeName). Correct the schema.")
    case (nil, _): return value
    }
  }

  /// Turns the flag that 3.0 puts beside a bound into a bound of its own.
  private static func makeExclusive(_ schema: inout JSONObject, _ bound: String, _ exclusive: String) {
    guard let flag = schema[exclusive]?.bool else { return }
    schema[exclusive] = nil
    if flag, let value = schema[bound] {
      schema[bound] = nil
      schema[exclusive] = value
    }
  }

  /// Lets a schema accept null, as `nullable` means in 3.0.
  ///
  /// Where there is no `type`, 3.0.3 gives the keyword no effect, but those who write it mean it.
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
