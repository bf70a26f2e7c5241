import JSON

/// What the keywords of a schema hold, and in which order they read best.
enum SchemaKeyword {
  /// How a keyword holds other schemas.
  enum Subschemas {
    /// Its value is a schema.
    case one
    /// Its value is an array of schemas.
    case list
    /// Its value is an object with a schema in each member.
    case map
  }

  /// Tells how a keyword holds other schemas; `nil` if its value is something else, such as data or text.
  static func subschemas(of keyword: String) -> Subschemas? { holders[keyword] }

  private static let holders: [String: Subschemas] = [
    "items": .one, "additionalProperties": .one, "not": .one, "if": .one, "then": .one, "else": .one,
    "contains": .one, "propertyNames": .one, "unevaluatedItems": .one, "unevaluatedProperties": .one,
    "contentSchema": .one,
    "allOf": .list, "anyOf": .list, "oneOf": .list, "prefixItems": .list,
    "properties": .map, "patternProperties": .map, "dependentSchemas": .map, "$defs": .map,
  ]

  /// Keywords that say nothing about which values are valid.
  static let annotations: Set<String> = [
    "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "x-mcp",
  ]

  /// Keywords of OpenAPI that JSON Schema does not know and nobody here reads, and those that would give a schema
  /// another base than the document.
  static let dropped: Set<String> = ["xml", "discriminator", "externalDocs", "nullable", "example", "$schema", "$id"]

  /// The same members in the order in which a schema is read best, whatever the order of the document: two documents
  /// that say the same give the same text.
  static func sorted(_ schema: JSONObject) -> JSONObject {
    let ranked = schema.enumerated().map { (rank: ranks[$1.name] ?? unknownRank, position: $0, member: $1) }
    return JSONObject(
      ranked.sorted { ($0.rank, $0.position) < ($1.rank, $1.position) }.map { ($0.member.name, $0.member.value) }
    )
  }

  private static let unknownRank = 100

  private static let ranks: [String: Int] = {
    let first = [
      "$ref", "type", "title", "description", "const", "enum", "format", "pattern", "minLength", "maxLength",
      "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "default", "properties",
      "patternProperties", "additionalProperties", "required", "minProperties", "maxProperties", "items", "prefixItems",
      "minItems", "maxItems", "uniqueItems", "allOf", "anyOf", "oneOf",
    ]
    let last = ["examples", "deprecated", "readOnly", "writeOnly", "x-mcp", "$defs"]
    var ranks: [String: Int] = [:]
    for (rank, name) in first.enumerated() { ranks[name] = rank }
    for (rank, name) in last.enumerated() { ranks[name] = unknownRank + 1 + rank }
    return ranks
  }()
}
