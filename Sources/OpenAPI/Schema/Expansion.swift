import JSON

/// One schema on its way to standing alone.
struct Expansion {
  /// The result would be larger than was allowed.
  struct TooLarge: Error {}

  private let schemas: JSONObject
  /// The schemas that stand in the place of others, but for what extends those.
  private let unions: [String: JSONValue]
  /// The names of the schemas that become definitions.
  private let kept: Set<String>
  private let maximumSize: Int
  private let maximumDepth: Int

  /// What has been expanded in place of a reference, and how many schemas it has.
  private var done: [String: (schema: JSONValue, size: Int)] = [:]
  private var size = 0
  private var definitions = JSONObject()
  /// The definitions that are referred to but not yet expanded.
  private var pending: [String] = []

  init(schemas: JSONObject, unions: [String: JSONValue], kept: Set<String>, maximumSize: Int, maximumDepth: Int) {
    self.schemas = schemas
    self.unions = unions
    self.kept = kept
    self.maximumSize = maximumSize
    self.maximumDepth = maximumDepth
  }

  mutating func root(_ schema: JSONValue) throws(TooLarge) -> JSONValue {
    var start = schema
    // The root itself is never a mere reference to a definition: tools look for its `type`.
    if let object = schema.object, let name = name(in: object), kept.contains(name), object.count == 1 {
      start = target(name) ?? true
    }
    let result = try expand(start, depth: 0)
    while let name = pending.popLast() {
      definitions[name] = try expand(target(name) ?? true, depth: 0)
    }
    guard !definitions.isEmpty, case .object(var object) = result else { return result }
    var members = object["$defs"]?.object ?? [:]
    for (name, schema) in definitions { members[name] = schema }
    object["$defs"] = .object(members)
    return .object(SchemaKeyword.sorted(object))
  }

  /// What a reference to a schema leads to.
  private func target(_ name: String) -> JSONValue? { unions[name] ?? schemas[name] }

  private func name(in schema: JSONObject) -> String? { schema["$ref"]?.string.flatMap(Reference.schemaName) }

  private mutating func expand(
    _ schema: JSONValue,
    depth: Int,
    isBase: Bool = false
  ) throws(TooLarge) -> JSONValue {
    size += 1
    guard size <= maximumSize, depth <= maximumDepth else { throw TooLarge() }
    guard case .object(let object) = schema else { return schema }
    var result = JSONObject()
    // One part alone is a use of it with words of its own.
    let extends = (object["allOf"]?.array?.count ?? 0) > 1 || object.contains("properties")
    for (keyword, value) in object where keyword != "$ref" {
      result.append(keyword, try expand(value, of: keyword, depth: depth, extends: extends))
    }
    if let name = name(in: object) { return try referenced(name, siblings: result, depth: depth, isBase: isBase) }
    result.append("$ref", ifPresent: object["$ref"])
    return SchemaReplacement.merged(result)
  }

  private mutating func expand(
    _ value: JSONValue,
    of keyword: String,
    depth: Int,
    extends: Bool
  ) throws(TooLarge) -> JSONValue {
    switch (SchemaKeyword.subschemas(of: keyword), value) {
    case (.one, _): return try expand(value, depth: depth + 1)
    case (.list, .array(let schemas)):
      var expanded: [JSONValue] = []
      for schema in schemas {
        expanded.append(try expand(schema, depth: depth + 1, isBase: extends && keyword == "allOf"))
      }
      return .array(expanded)
    case (.map, .object(let schemas)):
      var expanded: [JSONObject.Member] = []
      for (name, schema) in schemas { expanded.append((name, try expand(schema, depth: depth + 1))) }
      return .object(JSONObject(expanded))
    default: return value
    }
  }

  private mutating func referenced(
    _ name: String,
    siblings: JSONObject,
    depth: Int,
    isBase: Bool
  ) throws(TooLarge) -> JSONValue {
    if isBase, unions[name] != nil {
      return SchemaReplacement.schema(try expand(schemas[name] ?? [:], depth: depth + 1), with: siblings)
    }
    guard !kept.contains(name) else {
      if !definitions.contains(name) {
        definitions.append(name, true)
        pending.append(name)
      }
      return .object(JSONObject([("$ref", .string(Reference.text(definition: name)))] + siblings.members))
    }
    if let (schema, size) = done[name] {
      self.size += size
      guard self.size <= maximumSize else { throw TooLarge() }
      return SchemaReplacement.schema(schema, with: siblings)
    }
    let before = size
    // A schema that could not be converted is not among them: nothing is known, so everything is allowed.
    let schema = try expand(target(name) ?? [:], depth: depth + 1)
    done[name] = (schema, size - before)
    return SchemaReplacement.schema(schema, with: siblings)
  }
}
