import JSON

extension TOMLScanner {
  /// A member of an inline table.
  struct InlineMember {
    let path: [String]
    /// From the key to the end of the value.
    let range: Range<Int>
    let value: Range<Int>
  }

  /// Reads a value.
  ///
  /// It recurses once for each open array or inline table, at most ``maximumDepth`` times.
  mutating func value(depth: Int = 0) throws(EditFailure) -> JSONValue {
    guard depth <= Self.maximumDepth else { throw failure("this is nested too deep") }
    guard position < text.count else { throw failure("a value is missing") }
    switch text[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string())
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "{"): return try inlineTable(depth: depth).value
    default: return try scalar()
    }
  }

  private mutating func array(depth: Int) throws(EditFailure) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    while true {
      skipLines()
      if take("]") { return .array(elements) }
      elements.append(try value(depth: depth + 1))
      skipLines()
      if take("]") { return .array(elements) }
      guard take(",") else { throw failure("a comma or a closing bracket is expected") }
    }
  }

  /// Reads an inline table, with the places of its members.
  mutating func inlineTable(depth: Int = 0) throws(EditFailure) -> (value: JSONValue, members: [InlineMember]) {
    position += 1
    var tree = TOMLTree()
    var members: [InlineMember] = []
    while true {
      skipLines()
      if take("}") { return (tree.value, members) }
      let start = position
      let path = try key()
      let valueStart = position
      let value = try value(depth: depth + 1)
      guard tree.add(value, at: path, in: TOMLTree.root) else {
        position = start
        throw failure("the key \(path.joined(separator: ".")) is given twice")
      }
      members.append(InlineMember(path: path, range: start..<position, value: valueStart..<position))
      skipLines()
      if take("}") { return (tree.value, members) }
      guard take(",") else { throw failure("a comma or a closing brace is expected") }
    }
  }

  /// Reads a number, a boolean, or a date; those unknown to JSON become a text that begins with a zero byte.
  private mutating func scalar() throws(EditFailure) -> JSONValue {
    let start = position
    while position < text.count, Self.isScalar(text[position]) { position += 1 }
    // A date and a time may be separated by one space.
    if position - start == 10, position + 1 < text.count, text[position] == 0x20,
      UInt8(ascii: "0")...UInt8(ascii: "2") ~= text[position + 1], text[start + 4] == UInt8(ascii: "-")
    {
      position += 1
      while position < text.count, Self.isScalar(text[position]) { position += 1 }
    }
    let word = String(decoding: text[start..<position], as: UTF8.self)
    guard let value = TOMLScalar.value(of: word) else {
      position = start
      throw failure(word.isEmpty ? "a value is missing" : "\(word) is no value; text needs quotation marks")
    }
    return value
  }

  private static func isScalar(_ byte: UInt8) -> Bool {
    isBare(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "+")
  }
}
