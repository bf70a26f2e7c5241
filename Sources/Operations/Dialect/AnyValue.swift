import JSON

/// Expands schemas without a type into one alternative per type.
enum AnyValue {
  /// All types except null, which an optional field does not need.
  static let types = ["string", "number", "boolean", "object", "array"]

  /// The schema of any value.
  static let schema: JSONValue = TypeAlternatives.of([:], types: types).map(JSONValue.object) ?? true

  /// The items of an array that is itself any value: unlimited depth would need a reference.
  static let items: JSONValue = ["anyOf": .array(types.dropLast().map { ["type": .string($0)] })]

  /// The schema, expanded if it does not restrict the type.
  static func written(_ schema: JSONValue) -> JSONValue {
    if schema == true { return Self.schema }
    guard let object = schema.object, object.allSatisfy({ isOpen($0.name) }) else { return schema }
    if object.isEmpty { return Self.schema }
    return TypeAlternatives.of(object, types: types).map(JSONValue.object) ?? schema
  }

  /// Whether a keyword leaves the type of a value open.
  private static func isOpen(_ keyword: String) -> Bool {
    TypeAlternatives.isAnnotation(keyword) || TypeAlternatives.isOfScalar(keyword)
  }
}
