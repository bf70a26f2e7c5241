import JSON
import JSONSchema

/// Checks values of a document, such as defaults, against its schemas as written, in any version.
///
/// Only schemas that apply to the value are examined. Steps are counted over all values, and the depth is limited:
/// beyond that, a value is assumed to fit.
struct ValueCheck {
  /// The reason why a value does not fit, and the path to the faulty part.
  struct Misfit {
    var message: String
    var way: [String]
  }

  private let root: JSONValue
  let version: OpenAPIVersion
  private var targets: [String: JSONValue?] = [:]
  var patterns: [String: Pattern?] = [:]
  /// The steps left for all values, and for the current one.
  private var remaining = 2_000_000
  var steps = 0
  private static let stepsOfOne = 5_000
  private static let maximumDepth = 60

  init(root: JSONValue, version: OpenAPIVersion) {
    self.root = root
    self.version = version
  }

  /// The target of a reference within the document.
  mutating func target(of text: String) -> JSONValue? {
    if let known = targets[text] { return known }
    let found = Reference.pointer(text).flatMap { root[$0] }
    targets[text] = .some(found)
    return found
  }

  /// The first fault of a value according to a schema; `nil` if it fits, or that cannot be determined.
  mutating func misfit(of value: JSONValue, to schema: JSONObject) -> Misfit? {
    steps = min(Self.stepsOfOne, remaining)
    let allowance = steps
    let misfit = check(value, .object(schema), 0)
    remaining -= allowance - max(steps, 0)
    return misfit
  }

  private mutating func takeStep(_ depth: Int) -> Bool {
    steps -= 1
    return steps > 0 && depth < Self.maximumDepth
  }

  /// Recursive, to ``maximumDepth`` at most.
  private mutating func check(_ value: JSONValue, _ schema: JSONValue, _ depth: Int) -> Misfit? {
    guard takeStep(depth), schema != .bool(false) else {
      return steps > 0 && depth < Self.maximumDepth ? Misfit(message: "nothing may stand here", way: []) : nil
    }
    guard let object = schema.object else { return nil }
    if let text = object["$ref"]?.string {
      guard let target = target(of: text) else { return nil }
      if let misfit = check(value, target, depth + 1) { return misfit }
      guard version >= .v3_1 else { return nil }
    }
    if value.isNull, version < .v3_1, object["nullable"] == true { return nil }
    if let message = ownMisfit(value, object) { return Misfit(message: message, way: []) }
    return checkMembers(value, object, depth) ?? checkElements(value, object, depth)
      ?? checkBranches(value, object, depth)
  }

  private mutating func checkMembers(_ value: JSONValue, _ schema: JSONObject, _ depth: Int) -> Misfit? {
    guard let object = value.object else { return nil }
    steps -= (schema["required"]?.array?.count ?? 0) / 8
    for name in schema["required"]?.array ?? [] {
      if let name = name.string, !object.contains(name) { return Misfit(message: "it lacks \"\(name)\"", way: []) }
    }
    let properties = schema["properties"]?.object ?? [:]
    for (name, member) in object {
      var misfit: Misfit?
      if let property = properties[name] {
        misfit = check(member, property, depth + 1)
      } else if let others = schema["additionalProperties"], schema["patternProperties"] == nil {
        misfit = check(member, others, depth + 1)
      }
      if let misfit { return Misfit(message: misfit.message, way: [name] + misfit.way) }
    }
    return nil
  }

  private mutating func checkElements(_ value: JSONValue, _ schema: JSONObject, _ depth: Int) -> Misfit? {
    guard let elements = value.array else { return nil }
    if schema["uniqueItems"] == true, elements.count > 1, isSmall(value) {
      if Set(elements).count < elements.count { return Misfit(message: "it has something twice", way: []) }
    }
    guard let items = schema["items"], items.array == nil else { return nil }
    let first = schema["prefixItems"]?.array?.count ?? 0
    for (index, element) in elements.enumerated().dropFirst(first) {
      if let misfit = check(element, items, depth + 1) {
        return Misfit(message: misfit.message, way: [String(index)] + misfit.way)
      }
    }
    return nil
  }

  private mutating func checkBranches(_ value: JSONValue, _ schema: JSONObject, _ depth: Int) -> Misfit? {
    for branch in schema["allOf"]?.array ?? [] {
      if let misfit = check(value, branch, depth + 1) { return misfit }
    }
    for keyword in ["anyOf", "oneOf"] {
      guard let branches = schema[keyword]?.array, !branches.isEmpty else { continue }
      var fitting = 0
      for branch in branches where check(value, branch, depth + 1) == nil { fitting += 1 }
      // Once the steps are used up, all branches seem to match.
      guard steps > 0 else { return nil }
      if fitting == 0 { return Misfit(message: "it fits none of \(keyword)", way: []) }
      if keyword == "oneOf", fitting > 1 { return Misfit(message: "it fits more than one of oneOf", way: []) }
    }
    if let excluded = schema["not"], check(value, excluded, depth + 1) == nil, steps > 0 {
      return Misfit(message: "it is what \"not\" excludes", way: [])
    }
    return nil
  }

  // MARK: Names

  /// The names that no property declares, neither in a schema nor in those that it combines.
  mutating func undeclared(_ names: Set<String>, in schema: JSONObject) -> Set<String> {
    steps = min(Self.stepsOfOne, remaining)
    let allowance = steps
    defer { remaining -= allowance - max(steps, 0) }
    var missing = names
    var pending: [JSONValue] = [.object(schema)]
    var seen: Set<String> = []
    while let next = pending.popLast() {
      guard takeStep(0) else { return [] }
      guard let object = next.object else { continue }
      if let text = object["$ref"]?.string {
        // A schema in another file may declare all of them.
        guard let target = target(of: text) else { return [] }
        if seen.insert(text).inserted { pending.append(target) }
      }
      if let properties = object["properties"]?.object { missing = missing.filter { !properties.contains($0) } }
      steps -= missing.count / 8
      if missing.isEmpty { return [] }
      for keyword in ["allOf", "anyOf", "oneOf"] { pending += object[keyword]?.array ?? [] }
      for keyword in ["items", "not"] { pending += [object[keyword]].compactMap(\.self) }
    }
    return missing
  }
}
