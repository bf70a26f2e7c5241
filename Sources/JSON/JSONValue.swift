/// A JSON value (RFC 8259) that survives a round trip exactly: member order and number text are kept.
///
/// Equality is that of JSON Schema (2020-12, core 4.2.2): numbers are compared by mathematical value, and objects
/// independently of member order.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue {
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.hasCodePoints(of: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let number): hasher.combine(number)
    // Hashed by code points, as they are compared: otherwise canonically equivalent texts would collide.
    case .string(let text): unsafe text.utf8Span.span.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }

  /// Whether the value is null.
  package var isNull: Bool { if case .null = self { true } else { false } }
  /// The boolean; `nil` for another type.
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The number; `nil` for another type.
  package var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }
  /// The string; `nil` for another type.
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The elements of the array; `nil` for another type.
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  /// The object; `nil` for another type.
  package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// The number as an integer; `nil` for another type, a fraction, or a number beyond the range of `Int`.
  package var int: Int? { number?.int }

  /// The member of an object with a name; `nil` if there is none.
  package subscript(name: String) -> JSONValue? { object?[name] }

  /// The name of the value's JSON type, as in JSON Schema (`integer` counts as `number`).
  package var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension String {
  /// Whether another text has the same code points: Swift takes "é" precomposed and decomposed for equal.
  fileprivate func hasCodePoints(of other: String) -> Bool {
    let (bytes, others) = (utf8Span.span, other.utf8Span.span)
    guard bytes.count == others.count else { return false }
    var position = 0
    while position < bytes.count, bytes[position] == others[position] { position += 1 }
    return position == bytes.count
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
}
