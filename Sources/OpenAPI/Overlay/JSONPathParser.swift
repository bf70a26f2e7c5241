import JSON

/// Parses a JSONPath query (RFC 9535), strictly except for hyphens in names, because overlays contain `.x-name`.
struct JSONPathParser {
  var text: JSONPathText
  /// The nesting of filters, parentheses and functions.
  var depth = 0

  private init(_ text: String) { self.text = JSONPathText(text) }

  static func parse(_ text: String) throws(JSONPathError) -> JSONPath {
    var parser = JSONPathParser(text)
    guard parser.text.take("$") else { throw parser.text.error("A query begins with \"$\"") }
    let segments = try parser.segments()
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

  /// Reads a name without quotation marks, or an asterisk, after a dot.
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
