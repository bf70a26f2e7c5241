import JSON

/// How a schema takes the place of a reference to it, and how parts that hold together become one.
///
/// Nothing here changes which values are valid.
enum SchemaReplacement {
  /// The schema in place of a reference that had these keywords beside it.
  static func schema(_ target: JSONValue, with siblings: JSONObject) -> JSONValue {
    guard !siblings.isEmpty else { return target }
    guard case .object(var schema) = target, siblings.allSatisfy({ SchemaKeyword.annotations.contains($0.name) }) else {
      return merged(JSONObject([("allOf", [target])] + siblings.members))
    }
    for (name, value) in siblings { schema[name] = value }
    return .object(SchemaKeyword.sorted(schema))
  }

  /// The schema with its `allOf` made one with it, where that is exact: a single part beside annotations, or objects
  /// that only name properties, each its own.
  static func merged(_ schema: JSONObject) -> JSONValue {
    guard let parts = schema["allOf"]?.array else { return .object(schema) }
    var rest = schema
    rest["allOf"] = nil
    if parts.count == 1, rest.allSatisfy({ SchemaKeyword.annotations.contains($0.name) }) {
      return self.schema(parts[0], with: rest)
    }
    return .object(SchemaKeyword.sorted(objects(parts, beside: rest) ?? schema))
  }

  private static let mergeable = SchemaKeyword.annotations.union(["type", "properties", "required"])

  private static func objects(_ parts: [JSONValue], beside rest: JSONObject) -> JSONObject? {
    var result = rest
    var properties = JSONObject()
    var required: [JSONValue] = []
    for part in [.object(rest)] + parts {
      guard let part = part.object, part.allSatisfy({ mergeable.contains($0.name) }) else { return nil }
      guard part["type"] == nil || part["type"] == "object" else { return nil }
      for (name, schema) in part["properties"]?.object ?? [:] {
        guard !properties.contains(name) else { return nil }
        properties.append(name, schema)
      }
      for name in part["required"]?.array ?? [] where !required.contains(name) { required.append(name) }
      for (name, value) in part where !result.contains(name) { result.append(name, value) }
    }
    if !properties.isEmpty { result["properties"] = .object(properties) }
    if !required.isEmpty { result["required"] = .array(required) }
    return result
  }
}
