import JSON

/// Writes schemas for `parameters` of Gemini's function declarations: a subset of OpenAPI 3.0.
///
/// Gemini refuses the whole request for a keyword outside the subset, such as `additionalProperties`, `const` and
/// `exclusiveMinimum` (ai.google.dev/api/caching, `Schema`; refusals as in zed-industries/zed#44875 and
/// pizza-bot-app/pizza-bot#62). There are no references, and `enum` is for strings.
struct GeminiDialect {
  let definitions: JSONObject

  private static let kept: Set<String> = [
    "title", "description", "minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength",
    "pattern",
    "minimum", "maximum",
  ]
  private static let told: Set<String> = [
    "default", "format", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "uniqueItems", "contentEncoding",
    "contentMediaType", "examples",
  ]
  private static let formats: [String: Set<JSONValue>] = [
    "string": ["date-time"], "integer": ["int32", "int64"], "number": ["float", "double"],
  ]
  /// The deepest nesting of schemas: deeper ones are refused as too complex, and references do not exist.
  private static let maximumDepth = 8
  /// The number of schemas that may still be written: nested definitions multiply at each level.
  private final class Space {
    var schemas = 10_000
  }
  private let space = Space()
  private let merging = SchemaWords.Space()

  init(definitions: JSONObject) { self.definitions = definitions }

  func root(_ schema: JSONObject) -> JSONObject { object(schema, within: []) }

  private func write(_ value: JSONValue, within names: [String]) -> JSONObject {
    guard let given = value.object, !given.isEmpty else { return SchemaWords.text(of: "Any value", nil) }
    var names = names
    var schema = given
    if let name = given["$ref"]?.string?.split(separator: "/").last.map(String.init) {
      guard !names.contains(name), let target = definitions[name]?.object else {
        return SchemaWords.text(of: "The same again", given)
      }
      names.append(name)
      schema = Self.joined(JSONObject(given.members.filter { $0.name != "$ref" }), target)
    } else {
      names.append("")
    }
    space.schemas -= 1
    guard names.count <= Self.maximumDepth, space.schemas > 0 else {
      return SchemaWords.text(of: "A value", schema)
    }
    guard let whole = SchemaWords.merged(schema, in: merging, resolving: resolved) else {
      return SchemaWords.text(of: "A value", schema)
    }
    return write(whole, inside: names)
  }

  private func write(_ schema: JSONObject, inside names: [String]) -> JSONObject {
    if let forms = (schema["anyOf"] ?? schema["oneOf"])?.array { return choice(schema, forms, names) }
    let types = SchemaWords.types(schema)
    let isNullable = types.contains("null")
    let kinds = types.filter { $0 != "null" }
    guard let kind = kinds.first else { return SchemaWords.text(of: "Any value", schema) }
    guard kinds.count == 1 else {
      let forms = kinds.map { kind in
        var form = schema
        form["type"] = .string(kind)
        return JSONValue.object(form)
      }
      return choice(schema, forms + (isNullable ? [["type": "null"]] : []), names)
    }
    var result: JSONObject
    switch kind {
    case "object":
      guard schema["properties"]?.object?.isEmpty == false else { return SchemaWords.text(of: "An object", schema) }
      result = object(schema, within: names)
    case "array":
      result = simple(schema, kind)
      let items = schema["items"] ?? schema["prefixItems"]?.array?.first ?? [:]
      result.append("items", .object(write(items, within: names)))
    default: result = simple(schema, kind)
    }
    if isNullable { result.append("nullable", true) }
    return result
  }

  /// Combines the siblings of a reference with the keywords of its target.
  private static func joined(_ own: JSONObject, _ target: JSONObject) -> JSONObject {
    guard own.contains(where: { $0.name == "properties" || $0.name == "allOf" }) else {
      return JSONObject(own.members + target.members.filter { own[$0.name] == nil })
    }
    var joined = own
    joined["allOf"] = .array((own["allOf"]?.array ?? []) + [.object(target)])
    return joined
  }

  private func resolved(_ schema: JSONObject) -> JSONObject {
    guard let name = schema["$ref"]?.string?.split(separator: "/").last else { return schema }
    return definitions[String(name)]?.object ?? schema
  }

  /// One of several forms, which allows no siblings: their keywords are repeated in each form.
  ///
  /// A form that is only null makes the others nullable, and forms of a form become forms of the whole.
  private func choice(_ schema: JSONObject, _ forms: [JSONValue], _ names: [String]) -> JSONObject {
    let others = forms.filter { $0["type"] != "null" }
    let isNullable = others.count < forms.count || SchemaWords.types(schema).contains("null")
    var written = others.flatMap { form -> [JSONObject] in
      let form = write(form, within: names)
      return form["anyOf"]?.array?.compactMap(\.object) ?? [form]
    }
    for position in written.indices {
      if let text = schema["description"]?.string {
        let own = written[position]["description"]?.string.flatMap { written.count > 1 && $0 != text ? $0 : nil }
        written[position]["description"] = .string(own.map { "\(text) \($0)" } ?? text)
      }
      if isNullable { written[position]["nullable"] = true }
    }
    guard written.count != 1 else { return written[0] }
    guard !written.isEmpty else { return SchemaWords.text(of: "Any value", schema) }
    return ["anyOf": .array(written.map(JSONValue.object))]
  }

  private func simple(_ schema: JSONObject, _ kind: String) -> JSONObject {
    var result: JSONObject = ["type": .string(kind)]
    for (name, value) in schema where Self.kept.contains(name) { result.append(name, value) }
    var told = schema.members.filter { Self.told.contains($0.name) }
    if let format = schema["format"], Self.formats[kind]?.contains(format) == true {
      result.append("format", format)
      told.removeAll { $0.name == "format" }
    }
    let values = (schema["enum"]?.array ?? schema["const"].map { [$0] } ?? []).filter { !$0.isNull }
    if !values.isEmpty {
      if kind == "string", values.allSatisfy({ $0.string?.isEmpty == false }) {
        result.append("enum", .array(values))
      } else {
        told.append(("one of", .array(values)))
      }
    }
    return SchemaWords.telling(told, in: result)
  }

  private func object(_ schema: JSONObject, within names: [String]) -> JSONObject {
    var result = simple(schema, "object")
    let properties = (schema["properties"]?.object ?? [:]).members.map { member in
      (name: member.name, value: JSONValue.object(write(member.value, within: names)))
    }
    result.append("properties", .object(JSONObject(properties)))
    // Required names must be declared properties.
    let names = Set(properties.map(\.name))
    let required = (schema["required"]?.array ?? []).filter { $0.string.map(names.contains) ?? false }
    if !required.isEmpty { result.append("required", .array(required)) }
    return result
  }
}
