import JSON

/// A keyword that tests the value as a whole, without subschemas.
enum Assertion: Sendable {
  /// The schema `false`.
  case never
  case type(TypeSet)
  case constant(JSONValue)
  case enumeration(Enumeration)
  case bound(Bound)
  case multipleOf(JSONNumber)
  case minLength(Int)
  case maxLength(Int)
  case pattern(Pattern)
  case format(Format)
  case minItems(Int)
  case maxItems(Int)
  case uniqueItems
  case minProperties(Int)
  case maxProperties(Int)
  case dependentRequired([(name: String, required: [String])])

  /// Whether the value satisfies the assertion; the cost is deducted from a budget of steps.
  func accepts(_ value: JSONValue, budget: inout Int) -> Bool {
    // A long text may be tested by thousands of subschemas.
    switch value {
    case .string(let text): budget -= text.utf8.count / 64
    case .number(let number): budget -= number.text.utf8.count / 64
    default: break
    }
    switch (self, value) {
    case (.never, _): return false
    case (.type(let types), _): return types.accepts(value)
    case (.constant(let constant), _): return value == constant
    case (.enumeration(let enumeration), _): return enumeration.contains(value)
    case (.bound(let bound), .number(let number)): return bound.accepts(number)
    case (.multipleOf(let divisor), .number(let number)): return number.isMultiple(of: divisor)
    case (.minLength(let least), .string(let text)): return text.hasLength(atLeast: least)
    case (.maxLength(let most), .string(let text)): return !text.hasLength(atLeast: most + 1)
    case (.pattern(let pattern), .string(let text)): return pattern.matches(text, budget: &budget)
    case (.format(let format), .string(let text)): return format.accepts(text)
    case (.minItems(let least), .array(let elements)): return elements.count >= least
    case (.maxItems(let most), .array(let elements)): return elements.count <= most
    case (.uniqueItems, .array(let elements)): return elements.firstRepetition(budget: &budget) == nil
    case (.minProperties(let least), .object(let object)): return object.count >= least
    case (.maxProperties(let most), .object(let object)): return object.count <= most
    case (.dependentRequired(let entries), .object(let object)):
      return entries.allSatisfy { !object.contains($0.name) || $0.required.allSatisfy(object.contains) }
    default: return true
    }
  }

  /// Whether a failure makes all other failures of the value superfluous.
  var isDecisive: Bool {
    switch self {
    case .never, .type, .constant, .enumeration: true
    default: false
    }
  }
}

/// The values of `enum`.
struct Enumeration: Sendable {
  let values: [JSONValue]
  /// The values as a set, if they are too many to compare one by one.
  private let set: Set<JSONValue>?

  init(_ values: [JSONValue]) {
    self.values = values
    set = values.count > 16 ? Set(values) : nil
  }

  func contains(_ value: JSONValue) -> Bool { set?.contains(value) ?? values.contains(value) }
}

/// `minimum`, `maximum`, `exclusiveMinimum` or `exclusiveMaximum`.
struct Bound: Sendable {
  enum Side: String, Sendable {
    case minimum
    case maximum
    case exclusiveMinimum
    case exclusiveMaximum
  }

  let side: Side
  let limit: JSONNumber
  /// The limit if it is written as an integer: nearly all are, and compare fast.
  private let integer: Int?

  init(_ side: Side, _ limit: JSONNumber) {
    self.side = side
    self.limit = limit
    integer = Int(limit.text)
  }

  func accepts(_ number: JSONNumber) -> Bool {
    if let integer, let value = Int(number.text) { return isInside(value, integer) }
    return isInside(number, limit)
  }

  private func isInside<Number: Comparable>(_ value: Number, _ limit: Number) -> Bool {
    switch side {
    case .minimum: value >= limit
    case .maximum: value <= limit
    case .exclusiveMinimum: value > limit
    case .exclusiveMaximum: value < limit
    }
  }
}

extension String {
  /// Whether the text has at least a number of Unicode code points (validation 6.3); mostly told without counting.
  fileprivate func hasLength(atLeast least: Int) -> Bool {
    let bytes = utf8.count
    if bytes < least { return false }
    return bytes / 4 >= least || unicodeScalars.count >= least
  }
}
