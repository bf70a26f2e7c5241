import JSON

/// Properties of schema keywords, and the order in which they read best.
package enum SchemaKeyword {
  /// The form in which a keyword holds subschemas.
  package enum Subschemas {
    /// Its value is a schema.
    case one
    /// Its value is an array of schemas.
    case list
    /// Its value is an object with a schema in each member.
    case map
  }

  /// The form in which a keyword holds subschemas; `nil` if its value is something else, such as data or text.
  package static func subschemas(of keyword: String) -> Subschemas? { holders[keyword] }

  private static let holders: [String: Subschemas] = [
    "items": .one, "additionalProperties": .one, "not": .one, "if": .one, "then": .one, "else": .one,
    "contains": .one, "propertyNames": .one, "unevaluatedItems": .one, "unevaluatedProperties": .one,
    "contentSchema": .one,
    "allOf": .list, "anyOf": .list, "oneOf": .list, "prefixItems": .list,
    "properties": .map, "patternProperties": .map, "dependentSchemas": .map, "$defs": .map,
  ]

  /// Keywords that do not affect which values are valid.
  static let annotations: Set<String> = [
    "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "x-mcp",
  ]

  /// Keywords that are removed from converted schemas.
  ///
  /// They are those of OpenAPI that JSON Schema does not have, and those that name a schema or give it a base other
  /// than the document. Definitions in a schema are found through references to them.
  static let dropped: Set<String> = [
    "xml", "discriminator", "externalDocs", "nullable", "example", "$schema", "$id", "id", "$anchor", "$dynamicAnchor",
    "$recursiveAnchor", "$recursiveRef", "$vocabulary", "$defs", "definitions",
  ]

  /// The types of JSON Schema.
  static let types: Set<String> = ["string", "number", "integer", "boolean", "array", "object", "null"]

  /// Whether the meta-schema of JSON Schema 2020-12 allows a value for a keyword without subschemas.
  static func accepts(_ value: JSONValue, for keyword: String) -> Bool {
    switch keyword {
    case "title", "description", "format", "pattern", "$comment", "contentEncoding", "contentMediaType":
      value.string != nil
    case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum": value.number != nil
    case "multipleOf": value.number.map { $0 > JSONNumber(0) } ?? false
    case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains",
      "maxContains":
      value.number.map { $0.isInteger && $0 >= JSONNumber(0) } ?? false
    case "uniqueItems", "deprecated", "readOnly", "writeOnly": value.bool != nil
    case "enum", "examples": value.array != nil
    case "required": false
    case "dependentRequired":
      value.object?.allSatisfy { $0.value.array?.allSatisfy { $0.string != nil } ?? false } ?? false
    default: true
    }
  }

  /// The members sorted in reading order, so that equivalent documents give the same text.
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
