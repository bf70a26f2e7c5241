import JSON

/// Splits schemas with several types into alternatives with one type and its keywords each.
enum TypeAlternatives {
  /// The keyword of arguments that clients repeat in a header field: such a schema needs a single type (XHDR-01).
  private static let headerKeyword = "x-mcp-header"

  /// The schema without arrays in `type`, and with `items` for every array.
  static func of(_ schema: JSONObject) -> JSONObject {
    guard let names = schema["type"]?.array?.compactMap(\.string) else {
      return schema["type"] == "array" ? withItems(schema, AnyValue.schema) : schema
    }
    guard !schema.contains(headerKeyword) else { return single(schema, names.first { $0 != "null" } ?? "string") }
    return of(schema, types: names) ?? single(schema, names.first ?? "null")
  }

  /// The schema as alternatives of some types, null last; `nil` if no value has any of them.
  static func of(_ schema: JSONObject, types: [String]) -> JSONObject? {
    let others = types.filter { $0 != "null" }
    let parts = Parts(schema, isSingle: others.count == 1)
    let isAny = schema["type"] == nil
    let alternatives = (others + types.filter { $0 == "null" }).compactMap { parts.alternative($0, isAny: isAny) }
    guard let first = alternatives.first else { return nil }
    guard alternatives.count > 1 || !parts.outside.isEmpty else {
      return JSONObject(first.prefix(1) + parts.annotations + first.dropFirst())
    }
    var result = JSONObject(parts.annotations)
    result.append("anyOf", .array(alternatives.map(JSONValue.object)))
    // Its own alternatives apply in addition to those of its types.
    var all = parts.outside["allOf"]?.array ?? []
    for (name, value) in parts.outside where name != "allOf" {
      if name == "anyOf" { all.append(["anyOf": value]) } else { result.append(name, value) }
    }
    if !all.isEmpty { result.append("allOf", .array(all)) }
    return result
  }

  private static func single(_ schema: JSONObject, _ type: String) -> JSONObject {
    var schema = schema
    schema["type"] = .string(type)
    if let values = schema["enum"]?.array, type != "null" { schema["enum"] = .array(values.filter { !$0.isNull }) }
    return schema
  }

  private static func withItems(_ schema: JSONObject, _ items: JSONValue) -> JSONObject {
    guard schema["items"] == nil else { return schema }
    var schema = schema
    schema.append("items", items)
    return schema
  }

  /// Whether a keyword does not affect which values are valid.
  static func isAnnotation(_ keyword: String) -> Bool { annotations.contains(keyword) || keyword.hasPrefix("x-") }

  /// Whether a keyword limits only texts, numbers, or the size of arrays and objects.
  static func isOfScalar(_ keyword: String) -> Bool {
    keyword == "format" || ofStrings.contains(keyword) || ofNumbers.contains(keyword) || sizes.contains(keyword)
  }

  private static let annotations: Set<String> = [
    "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment",
  ]
  private static let ofStrings: Set<String> = [
    "minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType", "contentSchema",
  ]
  private static let ofNumbers: Set<String> = [
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
  ]
  private static let sizes: Set<String> = ["minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"]
  private static let ofObjects: Set<String> = [
    "properties", "patternProperties", "additionalProperties", "required", "minProperties", "maxProperties",
    "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedProperties",
  ]
  private static let ofArrays: Set<String> = [
    "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains",
    "unevaluatedItems",
  ]
  private static let formatsOfNumbers: Set<JSONValue> = [
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "integer", "number", "float", "double",
    "decimal", "unixtime", "unix-time",
  ]

  /// The keywords of a schema, grouped by the values that they apply to.
  private struct Parts {
    var annotations: [JSONObject.Member] = []
    /// Keywords for values of every type, or of an unclear one.
    var outside = JSONObject()
    private var inside: [JSONObject.Member] = []
    private var values: [JSONValue]?
    private let isConstant: Bool
    private let isSingle: Bool

    init(_ schema: JSONObject, isSingle: Bool) {
      self.isSingle = isSingle
      isConstant = schema.contains("const")
      values = schema["const"].map { [$0] } ?? schema["enum"]?.array
      for member in schema {
        switch member.name {
        case "type", "const", "enum": continue
        case let name where TypeAlternatives.isAnnotation(name): annotations.append(member)
        case let name where isSingle || TypeAlternatives.isTyped(name): inside.append(member)
        default: outside.append(member.name, member.value)
        }
      }
    }

    /// The part of the schema for one type; `nil` if none of its values has it.
    func alternative(_ type: String, isAny: Bool) -> JSONObject? {
      var result: JSONObject = ["type": .string(type)]
      if let values {
        let own = values.filter { JSONType.matches($0, type) }
        guard let first = own.first else { return nil }
        if type != "null" { result.append(isConstant ? "const" : "enum", isConstant ? first : .array(own)) }
      }
      guard type != "null" else { return result }
      for (name, value) in inside where isSingle || TypeAlternatives.applies(name, value, to: type) {
        result.append(name, value)
      }
      return type == "array" ? TypeAlternatives.withItems(result, isAny ? AnyValue.items : AnyValue.schema) : result
    }
  }

  private static func isTyped(_ keyword: String) -> Bool {
    isOfScalar(keyword) || ofObjects.contains(keyword) || ofArrays.contains(keyword)
  }

  private static func applies(_ keyword: String, _ value: JSONValue, to type: String) -> Bool {
    let isOfNumbers = keyword == "format" ? formatsOfNumbers.contains(value) : ofNumbers.contains(keyword)
    return switch type {
    case "string": ofStrings.contains(keyword) || keyword == "format" && !isOfNumbers
    case "number", "integer": isOfNumbers
    case "object": ofObjects.contains(keyword)
    case "array": ofArrays.contains(keyword)
    default: false
    }
  }
}
