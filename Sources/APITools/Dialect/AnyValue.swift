import JSON

/// Values of which a schema says no type: written as one alternative for each.
enum AnyValue {
  /// The types of which a value can be, but for null: a field that may be left out needs none.
  static let types = ["string", "number", "boolean", "object", "array"]

  /// The schema of any value.
  static let schema: JSONValue = TypeAlternatives.of([:], types: types).map(JSONValue.object) ?? true

  /// The items of an array that is itself any value: one that goes on to any depth could be written by a reference only.
  static let items: JSONValue = ["anyOf": .array(types.dropLast().map { ["type": .string($0)] })]

  /// The schema, written out if it leaves the type open and says nothing that tells it.
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
