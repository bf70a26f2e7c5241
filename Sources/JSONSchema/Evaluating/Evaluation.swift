import JSON

/// The evaluation of one value: the same walk for a mere yes or no, which stops at the first failure, and for all
/// failures.
struct Evaluation {
  let schema: Schema
  /// Whether failures are recorded: not while a schema is only tried, as by `not` and `if`.
  var collects: Bool
  var failures: [Failure] = []
  let maximumFailures: Int
  /// The path to the current value, only if failures are recorded.
  var path: [String] = []
  /// The resources entered, outermost first (core 7.1); only if there is a `$dynamicRef`.
  private var scope: [Int] = []
  private var depth = 0
  /// The number of steps left; below zero the evaluation has been aborted.
  var budget: Int
  private var isTooDeep = false

  init(_ schema: Schema, collects: Bool, atMost maximumFailures: Int? = nil) {
    self.schema = schema
    self.maximumFailures = maximumFailures ?? schema.limits.failures
    self.collects = collects
    budget = schema.limits.steps
  }

  /// Evaluates the complete value; exceeding a limit is a failure.
  mutating func run(_ value: JSONValue) -> Bool {
    var nobody: Evaluated?
    let isValid = check(schema.root, value, &nobody)
    guard hasGivenUp else { return isValid }
    if collects { failures = [limitFailure] }
    return false
  }

  var hasGivenUp: Bool { budget < 0 || isTooDeep }

  private var limitFailure: Failure {
    let limits = schema.limits
    let expectation =
      isTooDeep
      ? "must not be nested so deeply that checking it opens more than \(limits.depth) schemas at once"
      : "must be small enough to be checked in \(limits.steps) steps"
    return Failure(location: JSONPointer(), keyword: "limit", expectation: expectation, given: nil)
  }

  /// Whether to continue after a failure, to find more of them up to the limit.
  var goesOn: Bool { collects && failures.count < maximumFailures && !hasGivenUp }

  /// Applies a schema to a value, and adds the evaluated members or elements if they are tracked.
  mutating func check(_ index: Int, _ value: JSONValue, _ evaluated: inout Evaluated?) -> Bool {
    budget -= 1
    guard budget >= 0, !isTooDeep else { return false }
    guard depth < schema.limits.depth else {
      isTooDeep = true
      return false
    }
    depth += 1
    defer { depth -= 1 }
    let isDynamic = !schema.dynamicAnchors.isEmpty
    if isDynamic { scope.append(schema.nodes[index].resource) }
    defer { if isDynamic { scope.removeLast() } }
    if schema.nodes[index].tracks { return checkTracking(index, value, &evaluated) }
    return checkKeywords(of: index, value, &evaluated)
  }

  /// Applies a schema to a member or element of the value.
  mutating func check(_ index: Int, _ value: JSONValue, at token: @autoclosure () -> String) -> Bool {
    var nobody: Evaluated?
    guard collects else { return check(index, value, &nobody) }
    path.append(token())
    defer { path.removeLast() }
    return check(index, value, &nobody)
  }

  /// Whether a schema accepts the value, without recording failures.
  mutating func tries(_ index: Int, _ value: JSONValue, _ evaluated: inout Evaluated?) -> Bool {
    let collected = collects
    collects = false
    defer { collects = collected }
    let before = evaluated
    if check(index, value, &evaluated) { return true }
    evaluated = before
    return false
  }

  private mutating func checkKeywords(of index: Int, _ value: JSONValue, _ evaluated: inout Evaluated?) -> Bool {
    var isValid = true
    for position in schema.nodes[index].keywords.indices {
      if check(schema.nodes[index].keywords[position], value, &evaluated) { continue }
      isValid = false
      guard goesOn else { return false }
      if case .assertion(let assertion) = schema.nodes[index].keywords[position], assertion.isDecisive { return false }
    }
    return isValid
  }

  private mutating func check(_ keyword: Keyword, _ value: JSONValue, _ evaluated: inout Evaluated?) -> Bool {
    switch (keyword, value) {
    case (.assertion(let assertion), _):
      if assertion.accepts(value, budget: &budget) { return true }
      report(assertion, value)
      return false
    case (.object(let rules), .object(let object)): return check(rules, object, &evaluated)
    case (.propertyNames(let schema), .object(let object)): return checkNames(of: object, schema)
    case (.array(let rules), .array(let elements)): return check(rules, elements, &evaluated)
    case (.contains(let rules), .array(let elements)): return check(rules, elements, &evaluated)
    case (.reference(let schema), _): return check(schema, value, &evaluated)
    case (.dynamicReference(let fallback, let anchor), _):
      return check(resolve(anchor) ?? fallback, value, &evaluated)
    case (.allOf(let schemas), _): return checkAll(schemas, value, &evaluated)
    case (.anyOf(let schemas), _): return checkAny(schemas, value, &evaluated)
    case (.oneOf(let schemas), _): return checkOne(schemas, value, &evaluated)
    case (.not(let schema), _): return checkNot(schema, value)
    case (.condition(let condition), _): return check(condition, value, &evaluated)
    case (.dependentSchemas(let entries), .object(let object)):
      return checkAll(entries.filter { object.contains($0.name) }.map(\.schema), value, &evaluated)
    case (.object, _), (.propertyNames, _), (.array, _), (.contains, _), (.dependentSchemas, _): return true
    }
  }

  /// Finds the schema of a dynamic anchor in the outermost resource that has it.
  private func resolve(_ anchor: Int) -> Int? {
    for resource in scope {
      if let schema = schema.dynamicAnchors[anchor][resource] { return schema }
    }
    return nil
  }

  /// Applies a schema with `unevaluatedProperties` or `unevaluatedItems`.
  private mutating func checkTracking(_ index: Int, _ value: JSONValue, _ evaluated: inout Evaluated?) -> Bool {
    var own: Evaluated? = Evaluated(of: value)
    guard checkKeywords(of: index, value, &own), var seen = own else { return false }
    var isValid = true
    switch value {
    case .object(let object):
      guard let schema = schema.nodes[index].unevaluatedProperties else { break }
      isValid = checkRest(of: object, schema, node: index, seen)
      seen.insertAll()
    case .array(let elements):
      guard let schema = schema.nodes[index].unevaluatedItems else { break }
      for (position, element) in elements.enumerated() where !seen[position] && (isValid || goesOn) {
        isValid = check(schema, element, at: String(position)) && isValid
      }
      seen.insertAll()
    default: break
    }
    evaluated?.formUnion(seen)
    return isValid
  }
}
