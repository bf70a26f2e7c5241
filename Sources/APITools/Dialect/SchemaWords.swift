import JSON

/// What the dialects have in common: constraints told in words, and values of which no shape can be said.
enum SchemaWords {
  /// The schema with what is left out of it told in its description.
  static func telling(_ constraints: [JSONObject.Member], in schema: JSONObject) -> JSONObject {
    guard !constraints.isEmpty else { return schema }
    var schema = schema
    let words = constraints.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    let own = schema["description"]?.string.map { "\(PublishedSchema.shortened($0, to: 1500)) " } ?? ""
    schema["description"] = .string("\(own)(\(words.prefix(500)))")
    return schema
  }

  /// A value of any shape, which a caller writes as text; it is read as the JSON that it holds.
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

  /// The schema with the parts of its `allOf` made one with it: what they say of one keyword first counts.
  static func merged(_ schema: JSONObject, resolving: (JSONObject) -> JSONObject) -> JSONObject {
    guard let parts = schema["allOf"]?.array else { return schema }
    var result = schema
    result["allOf"] = nil
    for part in parts.compactMap(\.object) {
      for (name, value) in merged(resolving(part), resolving: resolving) {
        switch (name, result[name], value) {
        case ("properties", .object(let own)?, .object(let more)):
          result[name] = .object(JSONObject(own.members + more.members.filter { !own.contains($0.name) }))
        case ("required", .array(let own)?, .array(let more)):
          result[name] = .array(own + more.filter { !own.contains($0) })
        case (_, nil, _): result.append(name, value)
        default: break
        }
      }
    }
    return result
  }
}
