import JSON

/// Typed access to the values of keywords.
extension KeywordReader {
  func malformed(_ keyword: String, _ expected: String) -> SchemaError {
    SchemaError(.malformed(keyword: keyword, expected: expected))
  }

  func string(_ keyword: String) throws(SchemaError) -> String? {
    guard let value = object[keyword] else { return nil }
    guard let text = value.string else { throw malformed(keyword, "a string") }
    return text
  }

  func number(_ keyword: String) throws(SchemaError) -> JSONNumber? {
    guard let value = object[keyword] else { return nil }
    guard let number = value.number else { throw malformed(keyword, "a number") }
    return number
  }

  /// A whole number of at least 0; one beyond the range of `Int` becomes the largest.
  func count(_ keyword: String) throws(SchemaError) -> Int? {
    guard let number = try number(keyword) else { return nil }
    guard number.isInteger, number >= JSONNumber(0) else { throw malformed(keyword, "a whole number of at least 0") }
    return min(number.int ?? Int.max, Int.max - 1)
  }

  func strings(_ keyword: String) throws(SchemaError) -> [String]? {
    guard let value = object[keyword] else { return nil }
    return try strings(value, of: keyword)
  }

  func strings(_ value: JSONValue, of keyword: String) throws(SchemaError) -> [String] {
    let strings = value.array?.compactMap(\.string)
    guard let strings, strings.count == value.array?.count else { throw malformed(keyword, "an array of strings") }
    return strings
  }

  func map(_ keyword: String) throws(SchemaError) -> [JSONObject.Member]? {
    guard let value = object[keyword] else { return nil }
    guard let object = value.object, object.duplicateName == nil else {
      throw malformed(keyword, "an object that has no name twice")
    }
    return object.members
  }

  /// Compiles a pattern; an unusable one is recorded and left out of the validation.
  mutating func pattern(_ text: String) -> Pattern? {
    do {
      return try Pattern(lenient: text)
    } catch {
      node.unread.append(UnreadPattern(text: text, error: error))
      return nil
    }
  }

  func child(_ tokens: [String], _ compiler: inout Compiler) throws(SchemaError) -> Int {
    guard let found = compiler.descendant(of: schema, tokens) else { throw SchemaError(.notASchema) }
    return try compiler.node(for: found)
  }

  func child(_ keyword: String, _ compiler: inout Compiler) throws(SchemaError) -> Int? {
    object.contains(keyword) ? try child([keyword], &compiler) : nil
  }

  func children(_ keyword: String, _ compiler: inout Compiler) throws(SchemaError) -> [Int]? {
    guard let value = object[keyword] else { return nil }
    guard let elements = value.array, !elements.isEmpty else {
      throw malformed(keyword, "an array of at least one schema")
    }
    var children: [Int] = []
    for index in elements.indices { children.append(try child([keyword, String(index)], &compiler)) }
    return children
  }

  func childMap(
    _ keyword: String,
    _ compiler: inout Compiler
  ) throws(SchemaError) -> [(name: String, schema: Int)]? {
    guard let entries = try map(keyword) else { return nil }
    var children: [(String, Int)] = []
    for entry in entries { children.append((entry.name, try child([keyword, entry.name], &compiler))) }
    return children
  }
}
