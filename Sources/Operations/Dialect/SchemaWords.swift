import JSON

/// Common parts of the dialects: constraints in words, and values without an expressible shape.
enum SchemaWords {
  /// The schema with omitted constraints added to its description.
  static func telling(_ constraints: [JSONObject.Member], in schema: JSONObject) -> JSONObject {
    guard !constraints.isEmpty else { return schema }
    var schema = schema
    let words = constraints.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    let own = schema["description"]?.string.map { "\(PublishedSchema.shortened($0, to: 1500)) " } ?? ""
    schema["description"] = .string("\(own)(\(words.prefix(500)))")
    return schema
  }

  /// The schema of a value of any shape, given as JSON text, which is parsed.
  static func text(of what: String, _ schema: JSONObject?) -> JSONObject {
    let own = schema?["description"]?.string.map { "\($0) " } ?? ""
    return ["type": "string", "description": .string("\(own)\(what), written as JSON text.")]
  }

  static func types(_ schema: JSONObject) -> [String] {
    if let type = schema["type"] { return (type.array ?? [type]).compactMap(\.string) }
    if schema["properties"] != nil { return ["object"] }
    if schema["items"] != nil || schema["prefixItems"] != nil { return ["array"] }
    let values = schema["enum"]?.array ?? schema["const"].map { [$0] } ?? []
    return Set(values.map(\.typeName)).sorted()
  }

  /// The space for merging all schemas of one tool: in a chain, each merges all that follow.
  final class Space {
    /// The number of schemas and properties that may still be merged.
    var parts = 50_000
  }

  /// The schema merged with the parts of its `allOf`; the first value of each keyword counts.
  ///
  /// Iterative, because a chain of references may be long or cyclic. A reference is followed only once.
  ///
  /// - Returns: `nil` if there is no space for it.
  static func merged(
    _ schema: JSONObject,
    in space: Space,
    resolving: (JSONObject) -> JSONObject
  ) -> JSONObject? {
    guard let parts = schema["allOf"]?.array else { return schema }
    var result = schema
    result["allOf"] = nil
    var properties = schema["properties"]?.object
    var required = schema["required"]?.array
    var isRequired = Set(required ?? [])
    var followed: Set<JSONValue> = []
    var pending = Array(parts.reversed())
    while let next = pending.popLast() {
      guard let part = next.object else { continue }
      if let reference = part["$ref"], !followed.insert(reference).inserted { continue }
      let resolved = resolving(part)
      space.parts -= 1 + (resolved["properties"]?.object?.count ?? 0) + (resolved["required"]?.array?.count ?? 0)
      guard space.parts > 0 else { return nil }
      for (name, value) in resolved {
        switch (name, value) {
        case ("allOf", _): continue
        case ("properties", .object(let more)):
          var all = properties.take() ?? [:]
          for (name, schema) in more where !all.contains(name) { all.append(name, schema) }
          properties = all
        case ("required", .array(let more)):
          var all = required.take() ?? []
          all += more.filter { isRequired.insert($0).inserted }
          required = all
        default: break
        }
        if result[name] == nil { result.append(name, value) }
      }
      pending += (resolved["allOf"]?.array ?? []).reversed()
    }
    if let properties { result["properties"] = .object(properties) }
    if let required { result["required"] = .array(required) }
    return result
  }
}
