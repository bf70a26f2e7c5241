import JSON

/// Replaces references by schemas, and merges the parts of `allOf`.
///
/// Nothing here affects which values are valid.
enum SchemaReplacement {
  /// The schema that replaces a reference with the given siblings.
  static func schema(_ target: JSONValue, with siblings: JSONObject) -> JSONValue {
    guard !siblings.isEmpty else { return target }
    if let restricted = restricting(target, by: siblings) { return .object(SchemaKeyword.sorted(restricted)) }
    guard siblings.allSatisfy({ SchemaKeyword.annotations.contains($0.name) }) else {
      var whole = siblings
      whole["allOf"] = .array([target] + (siblings["allOf"]?.array ?? []))
      return merged(whole)
    }
    guard case .object(var schema) = target else {
      // A boolean cannot have annotations; `true` adds nothing to them.
      let parts: [JSONObject.Member] = target == true ? [] : [("allOf", [target])]
      return .object(SchemaKeyword.sorted(JSONObject(parts + siblings.members)))
    }
    for (name, value) in siblings { schema[name] = value }
    return .object(SchemaKeyword.sorted(schema))
  }

  /// The schema with some of its own properties limited to certain values, if the siblings do only that.
  ///
  /// Annotations are allowed besides. Discriminators usually distinguish forms in this way.
  private static func restricting(_ target: JSONValue, by siblings: JSONObject) -> JSONObject? {
    guard case .object(var schema) = target, case .object(var properties)? = schema["properties"],
      let limits = siblings["properties"]?.object
    else { return nil }
    for (name, value) in siblings where name != "properties" && name != "required" {
      guard SchemaKeyword.annotations.contains(name) else { return nil }
      schema[name] = value
    }
    for (name, limit) in limits {
      guard let limit = limit.object, limit.count == 1, let keyword = limit.first?.name,
        keyword == "const" || keyword == "enum",
        case .object(var property)? = properties[name], property[keyword] == nil || property[keyword] == limit[keyword]
      else { return nil }
      property[keyword] = limit[keyword]
      // A constant that is one of the listed values replaces the list.
      if let value = limit["const"], property["enum"]?.array?.contains(value) == true { property["enum"] = nil }
      properties[name] = .object(SchemaKeyword.sorted(property))
    }
    schema["properties"] = .object(properties)
    let required = schema["required"]?.array ?? []
    var known = Set(required)
    let added = (siblings["required"]?.array ?? []).filter { known.insert($0).inserted }
    if !(required + added).isEmpty { schema["required"] = .array(required + added) }
    return schema
  }

  /// The schema merged with its `allOf`, if that is exact: with a single part beside annotations, or with objects that
  /// only declare different properties.
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
    var known: Set<JSONValue> = []
    for part in [.object(rest)] + parts {
      guard let part = part.object, part.allSatisfy({ mergeable.contains($0.name) }) else { return nil }
      guard part["type"] == nil || part["type"] == "object" else { return nil }
      for (name, schema) in part["properties"]?.object ?? [:] {
        guard !properties.contains(name) else { return nil }
        properties.append(name, schema)
      }
      required += (part["required"]?.array ?? []).filter { known.insert($0).inserted }
      for (name, value) in part where !result.contains(name) { result.append(name, value) }
    }
    if !properties.isEmpty { result["properties"] = .object(properties) }
    if !required.isEmpty { result["required"] = .array(required) }
    return result
  }
}
