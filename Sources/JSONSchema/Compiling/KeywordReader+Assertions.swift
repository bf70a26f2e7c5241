import JSON

extension KeywordReader {
  /// Reads the keywords of the validation vocabulary, which need no subschemas.
  mutating func assertions() throws(SchemaError) -> [Assertion] {
    var result: [Assertion] = []
    if let types = try types() { result.append(.type(types)) }
    if let constant = object["const"] { result.append(.constant(constant)) }
    if let values = object["enum"] {
      guard let values = values.array else { throw malformed("enum", "an array") }
      result.append(.enumeration(Enumeration(values)))
    }
    for side in [Bound.Side.minimum, .exclusiveMinimum, .maximum, .exclusiveMaximum] {
      if let limit = try number(side.rawValue) { result.append(.bound(Bound(side, limit))) }
    }
    if let divisor = try number("multipleOf") {
      guard divisor > JSONNumber(0) else { throw malformed("multipleOf", "a number above 0") }
      result.append(.multipleOf(divisor))
    }
    if let text = try string("pattern"), let pattern = pattern(text) { result.append(.pattern(pattern)) }
    result += try sizes()
    if object["uniqueItems"] == true { result.append(.uniqueItems) }
    if let entries = try map("dependentRequired") {
      var dependencies: [(String, [String])] = []
      for (name, value) in entries { dependencies.append((name, try strings(value, of: "dependentRequired"))) }
      result.append(.dependentRequired(dependencies))
    }
    return result
  }

  private func sizes() throws(SchemaError) -> [Assertion] {
    var result: [Assertion] = []
    if let size = try count("minLength") { result.append(.minLength(size)) }
    if let size = try count("maxLength") { result.append(.maxLength(size)) }
    if let size = try count("minItems") { result.append(.minItems(size)) }
    if let size = try count("maxItems") { result.append(.maxItems(size)) }
    if let size = try count("minProperties") { result.append(.minProperties(size)) }
    if let size = try count("maxProperties") { result.append(.maxProperties(size)) }
    return result
  }

  private func types() throws(SchemaError) -> TypeSet? {
    guard let value = object["type"] else { return nil }
    var types: TypeSet = []
    for name in value.array ?? [value] {
      guard let type = name.string.flatMap(TypeSet.init(name:)) else {
        throw malformed("type", "the name of a JSON type, or an array of such names")
      }
      types.insert(type)
    }
    return types
  }
}
