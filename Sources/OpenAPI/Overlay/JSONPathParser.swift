import JSON

/// Reads the text of a JSONPath query (RFC 9535).
///
/// Functions in filters are not read yet.
struct JSONPathParser {
  var text: JSONPathText
  private var depth = 0

  private init(_ text: String) { self.text = JSONPathText(text) }

  static func parse(_ text: String) throws(JSONPathError) -> JSONPath {
    var parser = JSONPathParser(text)
    parser.text.skipSpace()
    guard parser.text.take("$") else { throw parser.text.error("A query begins with \"$\"") }
    let segments = try parser.segments()
    parser.text.skipSpace()
    guard parser.text.isAtEnd else { throw parser.text.error("Something that is no part of a query stands") }
    return JSONPath(segments: segments)
  }

  mutating func segments() throws(JSONPathError) -> [JSONPath.Segment] {
    var segments: [JSONPath.Segment] = []
    while true {
      let start = text.position
      text.skipSpace()
      if text.take("..") {
        let selectors = text.take("[") ? try bracketed() : [try shorthand()]
        segments.append(.init(selectors: selectors, isDescendant: true))
      } else if text.take(".") {
        segments.append(.init(selectors: [try shorthand()], isDescendant: false))
      } else if text.take("[") {
        segments.append(.init(selectors: try bracketed(), isDescendant: false))
      } else {
        text.position = start
        return segments
      }
    }
  }

  /// Reads what follows a dot: a name without quotation marks, or an asterisk.
  private mutating func shorthand() throws(JSONPathError) -> JSONPath.Selector {
    if text.take("*") { return .wildcard }
    guard let name = text.takeName() else { throw text.error("A name is missing") }
    return .name(name)
  }

  /// Reads the selectors up to the closing bracket.
  private mutating func bracketed() throws(JSONPathError) -> [JSONPath.Selector] {
    var selectors: [JSONPath.Selector] = []
    repeat {
      text.skipSpace()
      selectors.append(try selector())
      text.skipSpace()
    } while text.take(",")
    guard text.take("]") else { throw text.error("\"]\" is missing") }
    return selectors
  }

  private mutating func selector() throws(JSONPathError) -> JSONPath.Selector {
    if text.take("*") { return .wildcard }
    if let name = try text.takeString() { return .name(name) }
    if text.take("?") { return .filter(try condition()) }
    return try indexOrSlice()
  }

  private mutating func indexOrSlice() throws(JSONPathError) -> JSONPath.Selector {
    let start = try text.takeInteger()
    text.skipSpace()
    guard text.take(":") else {
      guard let start else { throw text.error("A name, an index, \"*\" or a filter is missing") }
      return .index(start)
    }
    text.skipSpace()
    let end = try text.takeInteger()
    text.skipSpace()
    guard text.take(":") else { return .slice(start: start, end: end, step: 1) }
    text.skipSpace()
    return .slice(start: start, end: end, step: try text.takeInteger() ?? 1)
  }
}

// MARK: Filters

extension JSONPathParser {
  /// Reads a filter's condition: `||` binds less than `&&`.
  private mutating func condition() throws(JSONPathError) -> JSONPath.Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 32 else { throw text.error("The filter is nested too deep") }
    var alternatives: [JSONPath.Condition] = []
    repeat { alternatives.append(try conjunction()) } while takeOperator("||")
    return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
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
    text.skipSpace()
    guard !isNegated, let comparison = JSONPath.Comparison.allCases.first(where: { text.take($0.rawValue) }) else {
      guard case .query(let query) = left else { throw text.error("A comparison is missing") }
      return .exists(query)
    }
    text.skipSpace()
    let right = try operand()
    for case .query(let query) in [left, right] where !query.isSingular {
      throw text.error("A query that can find several values is compared")
    }
    return .comparison(left, comparison, right)
  }

  private mutating func operand() throws(JSONPathError) -> JSONPath.Operand {
    if text.take("@") { return .query(.init(isAbsolute: false, segments: try segments())) }
    if text.take("$") { return .query(.init(isAbsolute: true, segments: try segments())) }
    if let string = try text.takeString() { return .literal(.string(string)) }
    if let number = text.takeNumber() { return .literal(.number(number)) }
    switch text.takeName() {
    case "true": return .literal(true)
    case "false": return .literal(false)
    case "null": return .literal(.null)
    case .some: throw text.error("Functions are not read yet; there is one")
    case nil: throw text.error("\"@\", \"$\", a string, a number, true, false or null is missing")
    }
  }
}
