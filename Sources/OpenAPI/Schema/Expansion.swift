import JSON

/// The expansion of one schema to a self-contained one.
struct Expansion {
  /// The result would exceed the allowed size.
  struct TooLarge: Error {}

  private let schemas: JSONObject
  /// The schemas that replace parents of families, except where they are extended.
  private let unions: [String: JSONValue]
  /// The names of the schemas that become definitions.
  private let kept: Set<String>
  private let maximumSize: Int
  private let maximumDepth: Int
  /// Whether a schema records, under `x-mcp`, the name of the component that it replaced.
  private let isNaming: Bool

  /// Expansions of references, each with its number of schemas and levels.
  private var done: [Known: (schema: JSONValue, size: Int, height: Int)] = [:]
  private var size = 0
  /// The deepest level so far in the current expansion.
  private var deepest = 0
  /// The number of schemas inserted as bases, which are expanded even where references stay.
  private var extended = 0

  /// A name, with whether it means the parent itself or the union of its family.
  private struct Known: Hashable {
    var name: String
    var isBase: Bool
  }

  /// The depth and size of nested bases at which references are kept: a few lines can ask for billions of schemas.
  private static let deepestBase = 100
  private static let maximumExtended = 200_000
  /// The schemas of one tool above which further definitions are left open: no client reads as many.
  private static let maximumDefined = 200_000
  private var definitions = JSONObject()
  /// Definitions that are referred to but not yet expanded.
  private var pending: [String] = []

  init(
    schemas: JSONObject,
    unions: [String: JSONValue],
    kept: Set<String>,
    maximumSize: Int,
    maximumDepth: Int,
    isNaming: Bool = false
  ) {
    self.isNaming = isNaming
    self.schemas = schemas
    self.unions = unions
    self.kept = kept
    self.maximumSize = maximumSize
    self.maximumDepth = maximumDepth
  }

  mutating func root(_ schema: JSONValue) throws(TooLarge) -> JSONValue {
    let (roots, definitions) = try roots([schema])
    guard !definitions.isEmpty, case .object(var object) = roots[0] else { return roots[0] }
    var members = object["$defs"]?.object ?? [:]
    for (name, schema) in definitions { members[name] = schema }
    object["$defs"] = .object(members)
    return .object(SchemaKeyword.sorted(object))
  }

  /// Expands several schemas, with the definitions that they share.
  mutating func roots(
    _ schemas: [JSONValue]
  ) throws(TooLarge) -> (schemas: [JSONValue], definitions: JSONObject) {
    var roots: [JSONValue] = []
    for schema in schemas { roots.append(try expandRoot(schema)) }
    while let name = pending.popLast() {
      definitions[name] = size > Self.maximumDefined ? true : try expand(target(name) ?? true, depth: 0)
    }
    return (roots, definitions)
  }

  private mutating func expandRoot(_ schema: JSONValue) throws(TooLarge) -> JSONValue {
    var start = schema
    var startName: String?
    // The root itself is never a mere reference to a definition: clients look for its `type`.
    if let object = schema.object, let name = name(in: object), kept.contains(name), object.count == 1 {
      start = target(name) ?? true
      startName = name
    }
    return named(try expand(start, depth: 0), startName)
  }

  /// The schema for a name: the union of its family, or else itself.
  private func target(_ name: String) -> JSONValue? { unions[name] ?? schemas[name] }

  /// The schema of an object with the name of its component, if names are wanted.
  private func named(_ schema: JSONValue, _ name: String?) -> JSONValue {
    guard isNaming, let name, case .object(var object) = schema, object.contains("properties") else { return schema }
    var mcp = object["x-mcp"]?.object ?? [:]
    mcp["schema"] = .string(name)
    object["x-mcp"] = .object(mcp)
    return .object(SchemaKeyword.sorted(object))
  }

  private func name(in schema: JSONObject) -> String? { schema["$ref"]?.string.flatMap(Reference.schemaName) }

  private mutating func expand(
    _ schema: JSONValue,
    depth: Int,
    isBase: Bool = false
  ) throws(TooLarge) -> JSONValue {
    size += 1 + Self.extraSize(of: schema)
    deepest = max(deepest, depth)
    guard size <= maximumSize, depth <= maximumDepth else { throw TooLarge() }
    guard case .object(let object) = schema else { return schema }
    var result = JSONObject()
    // An `allOf` with a single part is a use of it with a description of its own.
    let extends = (object["allOf"]?.array?.count ?? 0) > 1 || object.contains("properties")
    for (keyword, value) in object where keyword != "$ref" {
      result.append(keyword, try expand(value, of: keyword, depth: depth, extends: extends))
    }
    if let name = name(in: object) { return try referenced(name, siblings: result, depth: depth, isBase: isBase) }
    result.append("$ref", ifPresent: object["$ref"])
    return SchemaReplacement.merged(result)
  }

  /// The size added for long texts and many values, so that such a schema is not repeated as often.
  private static func extraSize(of schema: JSONValue) -> Int {
    guard let object = schema.object else { return 0 }
    return object.members.reduce(0) { sum, member in
      guard SchemaKeyword.subschemas(of: member.name) == nil else { return sum }
      switch member.value {
      case .string(let text): return sum + text.utf8.count / 4_096
      case .array(let elements): return sum + elements.count / 64
      case .object(let object): return sum + object.count / 64
      case .null, .bool, .number: return sum
      }
    }
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
    if isBase, unions[name] != nil, depth < Self.deepestBase, extended <= Self.maximumExtended {
      let before = size
      let schema = try expanded(name, schemas[name], asBase: true, depth: depth)
      extended += size - before
      return SchemaReplacement.schema(schema, with: siblings)
    }
    guard !kept.contains(name) else {
      if !definitions.contains(name) {
        definitions.append(name, true)
        pending.append(name)
      }
      return .object(JSONObject([("$ref", .string(Reference.text(definition: name)))] + siblings.members))
    }
    return SchemaReplacement.schema(try expanded(name, target(name), asBase: false, depth: depth), with: siblings)
  }

  /// Expands the schema for a name once, and reuses it at every mention if it stays small and flat enough.
  private mutating func expanded(
    _ name: String,
    _ schema: JSONValue?,
    asBase: Bool,
    depth: Int
  ) throws(TooLarge) -> JSONValue {
    let key = Known(name: name, isBase: asBase)
    if let (schema, size, height) = done[key] {
      self.size += size
      deepest = max(deepest, depth + height)
      guard self.size <= maximumSize, deepest <= maximumDepth else { throw TooLarge() }
      return schema
    }
    let before = (size: size, deepest: deepest)
    deepest = depth
    // A schema that could not be converted is missing here: any value is allowed.
    let result = named(try expand(schema ?? [:], depth: depth + 1), name)
    done[key] = (result, size - before.size, deepest - depth)
    deepest = max(deepest, before.deepest)
    return result
  }
}
