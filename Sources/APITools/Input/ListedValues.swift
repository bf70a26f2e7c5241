import JSON

/// The values that a schema lists, each once and in the type that the schema has.
///
/// YAML reads `enum: [1, 2]` beside `type: string` as numbers, and generators write the values of an integer as texts:
/// the type says what a caller gives and what the API gets.
struct ListedValues {
  private let definitions: JSONObject
  /// How many schemas are looked at for the type of one that has none itself.
  private static let maximumSteps = 64

  /// - Parameter root: The schema to whose `$defs` references lead.
  init(in root: JSONObject) { definitions = root["$defs"]?.object ?? [:] }

  /// The schema with its `enum`, `const` and `default` in its own type.
  func written(_ schema: JSONObject) -> JSONObject {
    guard schema.contains("enum") || schema.contains("const") || schema.contains("default") else { return schema }
    let types = types(of: schema)
    var result = schema
    if let values = schema["enum"]?.array, !values.isEmpty {
      if let items = items(of: schema, types, taking: values) {
        result["items"] = .object(items)
        result["enum"] = nil
      } else {
        result = listing(values, types, in: result, as: "enum")
      }
    }
    if let value = schema["const"] { result = listing([value], types, in: result, as: "const") }
    let isTyped = !types.isEmpty && result.contains("type") == schema.contains("type")
    if let value = schema["default"], isTyped { result["default"] = JSONType.written(value, as: types) }
    return result
  }

  private func listing(
    _ values: [JSONValue],
    _ types: [String],
    in schema: JSONObject,
    as keyword: String
  ) -> JSONObject {
    var schema = schema
    var own = values
    if !types.isEmpty {
      own = values.compactMap { JSONType.written($0, as: types) }
      let isNothing = own.allSatisfy(\.isNull) && !values.allSatisfy(\.isNull) || own.isEmpty
      // Where no value can be of the type, what is listed counts: otherwise there would be none at all.
      if isNothing {
        own = values
        schema["type"] = nil
      }
    }
    var seen: Set<JSONValue> = []
    own = own.filter { seen.insert($0).inserted }
    schema[keyword] = keyword == "const" ? own[0] : .array(own)
    return schema
  }

  /// The items of an array for which single values are listed, which are meant for them; `nil` if none are.
  private func items(of schema: JSONObject, _ types: [String], taking values: [JSONValue]) -> JSONObject? {
    guard types.contains("array"), types.allSatisfy({ $0 == "array" || $0 == "null" }),
      values.allSatisfy({ $0.array == nil }), case .object(var items) = schema["items"] ?? [:], items["enum"] == nil
    else { return nil }
    items["enum"] = .array(values.filter { !$0.isNull })
    return written(items)
  }

  /// The types of a schema by itself, by what it refers to, or by a part of its `allOf`.
  private func types(of schema: JSONObject) -> [String] {
    var pending = [schema]
    for _ in 0..<Self.maximumSteps {
      guard let next = pending.popLast() else { break }
      let own = JSONType.named(in: next)
      guard own.isEmpty else { return own }
      if let name = next["$ref"]?.string.flatMap(SchemaTypes.definitionName), let target = definitions[name]?.object {
        pending.append(target)
      }
      pending += (next["allOf"]?.array ?? []).prefix(Self.maximumSteps).compactMap(\.object).reversed()
    }
    return []
  }
}
