/// JSON as the backend reads it: the decoder of Go's standard library, with its errors word for word.
///
/// Differences to a strict reader: text after the first value is ignored, bad UTF-8 is replaced, and an unpaired
/// surrogate becomes U+FFFD. Only values on the first level are kept; deeper ones are merely checked.
struct GoJSON {
  enum Value {
    case null
    case bool
    case number(String)
    case string(String)
    case array
    /// The members, for the outermost object only.
    case object([(name: String, value: Value)])
  }

  /// A message of the decoder.
  struct Failure: Error {
    let message: String
    init(_ message: String) { self.message = message }
  }

  let bytes: [UInt8]
  var position = 0
  private var depth = 0

  /// The deepest nesting that is read.
  ///
  /// Go's own limit is 10 000, which would need a larger stack.
  private static let maximumDepth = 256

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads the first value of a body.
  static func decode(_ bytes: [UInt8]) throws(Failure) -> Value {
    var reader = GoJSON(bytes)
    guard reader.skipWhitespace() != nil else { throw Failure("EOF") }
    return try reader.value()
  }

  /// The next byte; throws at the end of the input.
  func peek() throws(Failure) -> UInt8 {
    guard position < bytes.count else { throw Failure("unexpected EOF") }
    return bytes[position]
  }

  func invalid(_ byte: UInt8, _ place: String) -> Failure {
    Failure("invalid character \(Self.quoted(byte)) \(place)")
  }

  /// Moves to the next byte that is not white space, and returns it.
  @discardableResult
  private mutating func skipWhitespace() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return bytes[position]
      }
    }
    return nil
  }

  private mutating func value() throws(Failure) -> Value {
    skipWhitespace()
    switch try peek() {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["):
      try array()
      return .array
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    case UInt8(ascii: "t"):
      try literal("true")
      return .bool
    case UInt8(ascii: "f"):
      try literal("false")
      return .bool
    case let byte: throw invalid(byte, "looking for beginning of value")
    }
  }

  private mutating func literal(_ word: String) throws(Failure) {
    position += 1
    for expected in word.utf8.dropFirst() {
      let byte = try peek()
      guard byte == expected else {
        throw invalid(byte, "in literal \(word) (expecting '\(Character(Unicode.Scalar(expected)))')")
      }
      position += 1
    }
  }

  private mutating func open() throws(Failure) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw Failure("exceeded max depth") }
    position += 1
    skipWhitespace()
  }

  private mutating func array() throws(Failure) {
    try open()
    defer { depth -= 1 }
    if try take(UInt8(ascii: "]")) { return }
    while true {
      _ = try value()
      skipWhitespace()
      if try take(UInt8(ascii: ",")) { continue }
      if try take(UInt8(ascii: "]")) { return }
      throw invalid(try peek(), "after array element")
    }
  }

  private mutating func object() throws(Failure) -> [(name: String, value: Value)] {
    try open()
    defer { depth -= 1 }
    var members: [(name: String, value: Value)] = []
    if try take(UInt8(ascii: "}")) { return members }
    while true {
      skipWhitespace()
      let byte = try peek()
      guard byte == UInt8(ascii: "\"") else { throw invalid(byte, "looking for beginning of object key string") }
      let name = try string()
      skipWhitespace()
      guard try take(UInt8(ascii: ":")) else { throw invalid(try peek(), "after object key") }
      let value = try value()
      if depth == 1 { members.append((name, value)) }
      skipWhitespace()
      if try take(UInt8(ascii: ",")) { continue }
      if try take(UInt8(ascii: "}")) { return members }
      throw invalid(try peek(), "after object key:value pair")
    }
  }

  private mutating func take(_ byte: UInt8) throws(Failure) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    return true
  }
}
