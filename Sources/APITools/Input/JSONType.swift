import JSON

/// The types of JSON Schema, and which values are of them.
enum JSONType {
  /// Tells whether a value is of a type (validation 6.1.1).
  static func matches(_ value: JSONValue, _ type: String) -> Bool {
    type == "integer" ? value.number?.isInteger ?? false : value.typeName == type
  }

  /// The types that a schema names.
  static func named(in schema: JSONObject) -> [String] {
    schema["type"].map { $0.array ?? [$0] }?.compactMap(\.string) ?? []
  }

  /// The value in one of some types, if it says the same there; `nil` if it cannot be written so.
  static func written(_ value: JSONValue, as types: [String]) -> JSONValue? {
    if types.contains(where: { matches(value, $0) }) { return value }
    for type in types {
      switch (type, value) {
      case ("string", .number(let number)): return .string(number.text)
      case ("string", .bool(let flag)): return .string(flag ? "true" : "false")
      case ("boolean", .string("true")): return true
      case ("boolean", .string("false")): return false
      case ("number", .string(let text)), ("integer", .string(let text)):
        if let number = JSONNumber(text: text), type == "number" || number.isInteger { return .number(number) }
      default: continue
      }
    }
    return nil
  }
}
