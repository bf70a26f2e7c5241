import JSON

/// Parsing of filters (RFC 9535, 2.3.5), with the type checks of 2.4.3.
extension JSONPathParser {
  /// Reads a filter's condition; `||` has lower precedence than `&&`.
  mutating func condition() throws(JSONPathError) -> JSONPath.Condition {
    try open()
    defer { depth -= 1 }
    var alternatives: [JSONPath.Condition] = []
    repeat { alternatives.append(try conjunction()) } while takeOperator("||")
    return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
  }

  private mutating func open() throws(JSONPathError) {
    depth += 1
    guard depth <= 32 else { throw text.error("The filter is nested too deep") }
  }

  private mutating func conjunction() throws(JSONPathError) -> JSONPath.Condition {
    var conditions: [JSONPath.Condition] = []
    repeat { conditions.append(try term()) } while takeOperator("&&")
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private mutating func takeOperator(_ name: String) -> Bool {
    text.skipSpace()
    return text.take(name)
  }

  private mutating func term() throws(JSONPathError) -> JSONPath.Condition {
    text.skipSpace()
    let isNegated = text.take("!")
    text.skipSpace()
    let term = text.take("(") ? try parenthesized() : try test(isNegated: isNegated)
    return isNegated ? .not(term) : term
  }

  private mutating func parenthesized() throws(JSONPathError) -> JSONPath.Condition {
    let condition = try condition()
    text.skipSpace()
    guard text.take(")") else { throw text.error("\")\" is missing") }
    return condition
  }

  private mutating func test(isNegated: Bool) throws(JSONPathError) -> JSONPath.Condition {
    let left = try operand()
    let end = text.position
    text.skipSpace()
    guard !isNegated, let comparison = JSONPath.Comparison.allCases.first(where: { text.take($0.rawValue) }) else {
      text.position = end
      switch left {
      case .query(let query): return .exists(query)
      case .call(let call) where call.function.isTest: return .test(call)
      case .call, .literal: throw text.error("A comparison is missing")
      }
    }
    text.skipSpace()
    let right = try operand()
    for operand in [left, right] where !operand.isValue {
      throw text.error("What is compared can only be one value; it ends")
    }
    return .comparison(left, comparison, right)
  }

  private mutating func operand() throws(JSONPathError) -> JSONPath.Operand {
    if text.take("@") { return .query(.init(isAbsolute: false, segments: try segments())) }
    if text.take("$") { return .query(.init(isAbsolute: true, segments: try segments())) }
    if let string = try text.takeString() { return .literal(.string(string)) }
    if let number = text.takeNumber() { return .literal(.number(number)) }
    let start = text.position
    switch text.takeKeyword() {
    case "true": return .literal(true)
    case "false": return .literal(false)
    case "null": return .literal(.null)
    case let name?:
      if let function = JSONPath.Function(rawValue: name), text.take("(") { return .call(try call(function)) }
      text.position = start
      throw text.error("Only length(), count(), match(), search() and value() are known; something else stands")
    case nil: throw text.error("\"@\", \"$\", a string, a number, a function, true, false or null is missing")
    }
  }

  /// Reads the arguments of a function up to the closing parenthesis.
  private mutating func call(_ function: JSONPath.Function) throws(JSONPathError) -> JSONPath.Call {
    try open()
    defer { depth -= 1 }
    var arguments: [JSONPath.Operand] = []
    for position in 0..<function.parameterCount {
      text.skipSpace()
      guard position == 0 || text.take(",") else { throw text.error("The second argument is missing") }
      text.skipSpace()
      let argument = try operand()
      if case .query = argument, function.takesNodes {
      } else if !argument.isValue || function.takesNodes {
        throw text.error("The argument of \(function.rawValue)() is of the wrong kind; it ends")
      }
      arguments.append(argument)
    }
    text.skipSpace()
    guard text.take(")") else { throw text.error("\")\" is missing") }
    return JSONPath.Call(function: function, arguments: arguments)
  }
}

extension JSONPath.Operand {
  /// Whether the operand is at most one value, so that it may be compared (RFC 9535, 2.4.3).
  fileprivate var isValue: Bool {
    switch self {
    case .literal: true
    case .query(let query): query.isSingular
    case .call(let call): !call.function.isTest
    }
  }
}
