import JSON

/// The types of JSON Schema, and conversion of values between them.
enum JSONType {
  /// Whether a value is of a type (JSON Schema validation, section 6.1.1).
  static func matches(_ value: JSONValue, _ type: String) -> Bool {
    type == "integer" ? value.number?.isInteger ?? false : value.typeName == type
  }

  /// The types that the `type` keyword of a schema lists; none without the keyword.
  static func named(in schema: JSONObject) -> [String] {
    schema["type"].map { $0.array ?? [$0] }?.compactMap(\.string) ?? []
  }

  /// Converts a value to one of the types without a change of meaning; `nil` if that is impossible.
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
