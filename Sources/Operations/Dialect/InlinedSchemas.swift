import JSON
import OpenAPI

/// Replaces references by their definitions, as far as that ends.
///
/// A recursive schema, or one that would make the whole too large, becomes a plain object with a note in its
/// description.
struct InlinedSchemas {
  /// The most schemas in an expansion: nested definitions multiply at each level.
  private static let maximumSchemas = 2_000
  /// The depths of nested definitions to try, until the result is small enough.
  private static let depths = [16, 8, 6, 4, 3, 2, 1]

  private let definitions: JSONObject
  /// Whether untyped schemas are expanded, which those of outputs are not.
  private let isInput: Bool
  private let maximumDepth: Int
  private var schemas = 0

  /// The same schema without `$ref` and `$defs`.
  static func applied(to root: JSONObject, isInput: Bool) -> JSONObject {
    // Repeated parts are short then, so that the whole schema fits once.
    let shared = SharedSchemas.applied(to: root)
    guard let definitions = shared["$defs"]?.object else { return root }
    var body = shared
    body["$defs"] = nil
    for depth in depths {
      var inlined = InlinedSchemas(definitions: definitions, isInput: isInput, maximumDepth: depth)
      let result = inlined.written(.object(body), within: []).object ?? body
      if inlined.schemas < maximumSchemas || depth == depths.last { return result }
    }
    return body
  }

  private init(definitions: JSONObject, isInput: Bool, maximumDepth: Int) {
    self.definitions = definitions
    self.isInput = isInput
    self.maximumDepth = maximumDepth
  }

  private mutating func written(_ value: JSONValue, within names: [String]) -> JSONValue {
    guard let object = value.object else { return value }
    if !names.isEmpty { schemas += 1 }
    var result = JSONObject()
    for (keyword, value) in object where keyword != "$ref" {
      switch (SchemaTransform.holding(keyword), value) {
      case (.one, _): result.append(keyword, written(value, within: names))
      case (.list, .array(let list)):
        var schemas: [JSONValue] = []
        for schema in list { schemas.append(written(schema, within: names)) }
        result.append(keyword, .array(schemas))
      case (.map, .object(let map)):
        var schemas = JSONObject()
        for (name, schema) in map { schemas.append(name, written(schema, within: names)) }
        result.append(keyword, .object(schemas))
      default: result.append(keyword, value)
      }
    }
    guard let reference = object["$ref"] else { return .object(result) }
    return target(of: reference, beside: result, within: names)
  }

  private mutating func target(
    of reference: JSONValue,
    beside own: JSONObject,
    within names: [String]
  ) -> JSONValue {
    guard let name = reference.string.flatMap(SchemaTypes.definitionName), let target = definitions[name] else {
      return isInput ? AnyValue.written(.object(own)) : .object(own)
    }
    let isRepeated = names.contains(name)
    guard !isRepeated, names.count < maximumDepth, schemas < Self.maximumSchemas else {
      return cut(name, target, beside: own, isRepeated: isRepeated)
    }
    guard let schema = written(target, within: names + [name]).object else {
      return own.isEmpty ? target : .object(JSONObject(own.members + [("allOf", [target])]))
    }
    guard own.allSatisfy({ TypeAlternatives.isAnnotation($0.name) }) else {
      var joined = own
      joined["allOf"] = .array([.object(schema)] + (own["allOf"]?.array ?? []))
      return .object(joined)
    }
    var joined = schema
    for (name, value) in own { joined[name] = value }
    return .object(joined)
  }

  /// The replacement of a definition that is not expanded again.
  private func cut(_ name: String, _ target: JSONValue, beside own: JSONObject, isRepeated: Bool) -> JSONValue {
    let reason =
      isRepeated ? "again: its fields are those of the one that it is part of" : "its fields are left out here"
    let text = own["description"]?.string ?? target["description"]?.string
    let words = JSONValue.string("\(text.map { "\($0) " } ?? "")(\(name), \(reason))")
    guard isInput else {
      var schema: JSONObject = ["description": words]
      schema.append("type", ifPresent: target["type"])
      return .object(schema)
    }
    // A nullable one is written as alternatives.
    let forms = (target["anyOf"]?.array ?? [target]).filter { $0["type"] != "null" }
    guard forms.count == 1, forms[0]["type"] == "object" || forms[0]["properties"] != nil else {
      return AnyValue.written(["description": words])
    }
    return ["type": "object", "description": words]
  }
}
