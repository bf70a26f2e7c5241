import JSON

/// A compiled schema, which refers to others by their number in ``Schema``.
struct Node: Sendable {
  var keywords: [Keyword] = []
  var unevaluatedProperties: Int?
  var unevaluatedItems: Int?
  /// The patterns left out because they cannot be compiled.
  var unread: [UnreadPattern] = []
  /// The number of the resource that the schema is in, for the dynamic scope.
  let resource: Int

  /// Whether evaluated members and elements must be tracked.
  var tracks: Bool { unevaluatedProperties != nil || unevaluatedItems != nil }
}

/// A keyword, or several that are evaluated together.
enum Keyword: Sendable {
  case assertion(Assertion)
  case object(ObjectRules)
  case propertyNames(Int)
  case dependentSchemas([(name: String, schema: Int)])
  case array(ArrayRules)
  case contains(ContainsRules)
  case reference(Int)
  case dynamicReference(fallback: Int, anchor: Int)
  case allOf([Int])
  case anyOf([Int])
  case oneOf([Int])
  case not(Int)
  case condition(Condition)
}

/// `properties`, `patternProperties`, `additionalProperties` and `required`, which share the members.
final class ObjectRules: Sendable {
  struct Property: Sendable {
    let name: String
    let schema: Int?
    let isRequired: Bool
  }

  /// The properties of `properties` in order, then those that are only required.
  let properties: [Property]
  let patterns: [(pattern: Pattern, schema: Int)]
  let additional: Int?
  /// Whether unnamed members are forbidden: `additionalProperties` is `false`.
  let isClosed: Bool
  /// The names in `properties`.
  let names: Set<String>

  init(properties: [Property], patterns: [(pattern: Pattern, schema: Int)], additional: Int?, isClosed: Bool) {
    self.properties = properties
    self.patterns = patterns
    self.additional = additional
    self.isClosed = isClosed
    names = Set(properties.lazy.filter { $0.schema != nil }.map(\.name))
  }
}

/// `prefixItems` and `items`.
struct ArrayRules: Sendable {
  let prefix: [Int]
  let rest: Int?
}

/// `contains`, `minContains` and `maxContains`.
struct ContainsRules: Sendable {
  let schema: Int
  let least: Int
  let most: Int?
}

/// `if`, `then` and `else`.
struct Condition: Sendable {
  let test: Int
  let whenTrue: Int?
  let whenFalse: Int?
}

extension Keyword {
  /// The schemas that the keyword applies, to any value.
  var all: [Int] {
    switch self {
    case .object(let rules):
      rules.properties.compactMap(\.schema) + rules.patterns.map(\.schema) + [rules.additional].compactMap(\.self)
    case .array(let rules): rules.prefix + [rules.rest].compactMap(\.self)
    case .contains(let rules): [rules.schema]
    case .propertyNames(let schema): [schema]
    case .dynamicReference(let fallback, _): [fallback]
    default: inPlace
    }
  }

  /// The schemas that the keyword may apply to the value itself, not to its members or elements.
  var inPlace: [Int] {
    switch self {
    case .reference(let schema), .not(let schema): [schema]
    case .allOf(let schemas), .anyOf(let schemas), .oneOf(let schemas): schemas
    case .dependentSchemas(let entries): entries.map(\.schema)
    case .condition(let condition): [condition.test, condition.whenTrue, condition.whenFalse].compactMap(\.self)
    case .assertion, .object, .propertyNames, .array, .contains, .dynamicReference: []
    }
  }
}
