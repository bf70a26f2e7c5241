import JSON

/// Converts the values that a schema lists (`enum`, `const`, `default`) to the type of the schema, each value once.
///
/// YAML reads `enum: [1, 2]` beside `type: string` as numbers, and generators write the values of an integer as texts.
/// The type decides: it says what a caller gives and what the API receives.
struct ListedValues {
  private let definitions: JSONObject
  /// The most schemas that are searched for the type of one that has none itself.
  private static let maximumSteps = 64

  /// - Parameter root: The schema whose `$defs` its references lead to.
  init(in root: JSONObject) { definitions = root["$defs"]?.object ?? [:] }

  /// The schema with its `enum`, `const` and `default` converted to its own type.
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
      // If no listed value can be of the type, the list counts and the type goes: otherwise no value would be valid.
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

  /// The items schema of an array whose `enum` lists single values, which are meant for the items; `nil` for any other.
  private func items(of schema: JSONObject, _ types: [String], taking values: [JSONValue]) -> JSONObject? {
    guard types.contains("array"), types.allSatisfy({ $0 == "array" || $0 == "null" }),
      values.allSatisfy({ $0.array == nil }), case .object(var items) = schema["items"] ?? [:], items["enum"] == nil
    else { return nil }
    items["enum"] = .array(values.filter { !$0.isNull })
    return written(items)
  }

  /// The types of a schema: its own, else those of its reference's target, else those of a part of its `allOf`.
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
