import JSON

/// The types that `type` allows.
struct TypeSet: OptionSet, Sendable {
  let rawValue: UInt8

  static let string = TypeSet(rawValue: 1)
  static let integer = TypeSet(rawValue: 2)
  static let number = TypeSet(rawValue: 4)
  static let boolean = TypeSet(rawValue: 8)
  static let array = TypeSet(rawValue: 16)
  static let object = TypeSet(rawValue: 32)
  static let null = TypeSet(rawValue: 64)
}

extension TypeSet {
  private static let names: [(name: String, type: TypeSet, noun: String)] = [
    ("string", .string, "a string"), ("integer", .integer, "an integer"), ("number", .number, "a number"),
    ("boolean", .boolean, "true or false"), ("array", .array, "an array"), ("object", .object, "an object"),
    ("null", .null, "null"),
  ]

  init?(name: String) {
    guard let entry = Self.names.first(where: { $0.name == name }) else { return nil }
    self = entry.type
  }

  func accepts(_ value: JSONValue) -> Bool {
    switch value {
    case .string: contains(.string)
    case .number(let number): contains(.number) || contains(.integer) && number.isInteger
    case .bool: contains(.boolean)
    case .array: contains(.array)
    case .object: contains(.object)
    case .null: contains(.null)
    }
  }

  /// The types in words: `a string or null`.
  var nouns: String { Self.names.filter { contains($0.type) }.map(\.noun).joined(" or ") }
}
