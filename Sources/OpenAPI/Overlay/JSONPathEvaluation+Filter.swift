import JSON
import JSONSchema

/// Evaluation of filters (RFC 9535, 2.3.5 and 2.4).
extension JSONPathEvaluation {
  func holds(_ condition: JSONPath.Condition, for value: JSONValue) -> Bool {
    switch condition {
    case .any(let conditions): conditions.contains { holds($0, for: value) }
    case .all(let conditions): conditions.allSatisfy { holds($0, for: value) }
    case .not(let condition): !holds(condition, for: value)
    case .exists(let query): !nodes(of: query, at: value).isEmpty
    case .test(let call): matches(call, for: value)
    case .comparison(let left, let comparison, let right):
      Self.holds(comparison, self.value(of: left, for: value), self.value(of: right, for: value))
    }
  }

  private func nodes(of query: JSONPath.Query, at value: JSONValue) -> [Node] {
    nodes(query.segments, from: query.isAbsolute ? root : value)
  }

  /// The operand's value; `nil` for a query without a result, and a function without one.
  private func value(of operand: JSONPath.Operand, for value: JSONValue) -> JSONValue? {
    switch operand {
    case .literal(let literal): literal
    case .query(let query): nodes(of: query, at: value).first?.value
    case .call(let call): result(of: call, for: value)
    }
  }

  // MARK: Functions

  private func result(of call: JSONPath.Call, for value: JSONValue) -> JSONValue? {
    switch (call.function, call.arguments[0]) {
    case (.count, .query(let query)): return .number(JSONNumber(nodes(of: query, at: value).count))
    case (.value, .query(let query)):
      let found = nodes(of: query, at: value)
      return found.count == 1 ? found[0].value : nil
    case (.length, let operand): return self.value(of: operand, for: value).flatMap(Self.length)
    default: return nil
    }
  }

  private static func length(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .string(let text): .number(JSONNumber(text.unicodeScalars.count))
    case .array(let elements): .number(JSONNumber(elements.count))
    case .object(let object): .number(JSONNumber(object.count))
    case .null, .bool, .number: nil
    }
  }

  /// Whether the text matches; false if either is no text, or the expression is not valid in RFC 9485.
  private func matches(_ call: JSONPath.Call, for value: JSONValue) -> Bool {
    guard let text = self.value(of: call.arguments[0], for: value)?.string,
      let expression = self.value(of: call.arguments[1], for: value)?.string
    else { return false }
    guard !isExhausted else { return false }
    let before = patterns.count
    let pattern = patterns.pattern(expression, matchesWhole: call.function == .match)
    // Reading a text costs one step for so many bytes, and compiling an expression so many steps.
    spend(text.utf8.count / 256 + (patterns.count - before) * 1_000)
    return pattern?.matches(text) ?? false
  }

  // MARK: Comparisons

  private static func holds(_ comparison: JSONPath.Comparison, _ left: JSONValue?, _ right: JSONValue?) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: isLess(left, right)
    case .greater: isLess(right, left)
    case .atMost: isLess(left, right) || left == right
    case .atLeast: isLess(right, left) || left == right
    }
  }

  /// Compares numbers or strings; other values have no order.
  private static func isLess(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.string(let left), .string(let right)): left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    default: false
    }
  }
}
