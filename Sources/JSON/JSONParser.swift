/// A strict parser for JSON text (RFC 8259), bounded in depth and size.
///
/// Nothing is lenient: no comments, no trailing commas, no unpaired surrogates, one value and nothing after it. Only a
/// byte order mark at the beginning is skipped (section 8.1). The parser recurses once per level of nesting, which
/// ``Options/maximumDepth`` limits.
package struct JSONParser {
  /// Limits on a document.
  package struct Options: Sendable {
    /// The deepest nesting of arrays and objects.
    package var maximumDepth: Int
    /// The largest document, in bytes.
    package var maximumSize: Int
    /// Whether a repeated name in an object is an error: for readers that act upon the values.
    package var rejectsDuplicateNames: Bool

    /// Makes limits.
    package init(maximumDepth: Int = 256, maximumSize: Int = 64 << 20, rejectsDuplicateNames: Bool = false) {
      self.maximumDepth = maximumDepth
      self.maximumSize = maximumSize
      self.rejectsDuplicateNames = rejectsDuplicateNames
    }
  }

  let options: Options
  var position = 0
  private var depth = 0

  private init(options: Options) { self.options = options }

  /// Parses the UTF-8 bytes of a document.
  package static func parse(
    _ bytes: Span<UInt8>,
    options: Options = Options()
  ) throws(JSONParseError) -> JSONValue {
    guard bytes.count <= options.maximumSize else {
      throw JSONParseError(.tooLarge(limit: options.maximumSize), offset: options.maximumSize)
    }
    var parser = JSONParser(options: options)
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { parser.position = 3 }
    parser.skipWhitespace(bytes)
    let value = try parser.value(bytes)
    parser.skipWhitespace(bytes)
    guard parser.position == bytes.count else { throw parser.failure(.trailingContent) }
    return value
  }

  /// Parses the UTF-8 bytes of a document.
  package static func parse(
    _ bytes: [UInt8],
    options: Options = Options()
  ) throws(JSONParseError) -> JSONValue {
    try parse(bytes.span, options: options)
  }

  /// Parses a document given as a string.
  package static func parse(_ text: String, options: Options = Options()) throws(JSONParseError) -> JSONValue {
    try parse(Array(text.utf8), options: options)
  }

  func failure(_ reason: JSONParseError.Reason) -> JSONParseError { JSONParseError(reason, offset: position) }

  private mutating func skipWhitespace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func value(_ bytes: Span<UInt8>) throws(JSONParseError) -> JSONValue {
    guard position < bytes.count else { throw failure(.unexpectedEnd) }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .string(try string(bytes))
    case UInt8(ascii: "{"): return .object(try object(bytes))
    case UInt8(ascii: "["): return .array(try array(bytes))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number(bytes))
    case UInt8(ascii: "t"): return try literal("true", .bool(true), bytes)
    case UInt8(ascii: "f"): return try literal("false", .bool(false), bytes)
    case UInt8(ascii: "n"): return try literal("null", .null, bytes)
    default: throw failure(.unexpectedByte(bytes[position]))
    }
  }

  private mutating func literal(
    _ text: String,
    _ value: JSONValue,
    _ bytes: Span<UInt8>
  ) throws(JSONParseError) -> JSONValue {
    for expected in text.utf8 {
      guard position < bytes.count else { throw failure(.unexpectedEnd) }
      guard bytes[position] == expected else { throw failure(.unexpectedByte(bytes[position])) }
      position += 1
    }
    return value
  }

  private mutating func open() throws(JSONParseError) {
    depth += 1
    guard depth <= options.maximumDepth else { throw failure(.tooDeep(limit: options.maximumDepth)) }
    position += 1
  }

  private mutating func array(_ bytes: Span<UInt8>) throws(JSONParseError) -> [JSONValue] {
    try open()
    defer { depth -= 1 }
    var elements: [JSONValue] = []
    skipWhitespace(bytes)
    if take(UInt8(ascii: "]"), bytes) { return elements }
    while true {
      skipWhitespace(bytes)
      elements.append(try value(bytes))
      skipWhitespace(bytes)
      if take(UInt8(ascii: ","), bytes) { continue }
      if take(UInt8(ascii: "]"), bytes) { return elements }
      throw unexpected(bytes)
    }
  }

  private mutating func object(_ bytes: Span<UInt8>) throws(JSONParseError) -> JSONObject {
    let start = position
    try open()
    defer { depth -= 1 }
    var members: [JSONObject.Member] = []
    skipWhitespace(bytes)
    if take(UInt8(ascii: "}"), bytes) { return JSONObject() }
    while true {
      skipWhitespace(bytes)
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw unexpected(bytes) }
      let name = try string(bytes)
      skipWhitespace(bytes)
      guard take(UInt8(ascii: ":"), bytes) else { throw unexpected(bytes) }
      skipWhitespace(bytes)
      members.append((name, try value(bytes)))
      skipWhitespace(bytes)
      if take(UInt8(ascii: ","), bytes) { continue }
      guard take(UInt8(ascii: "}"), bytes) else { throw unexpected(bytes) }
      let object = JSONObject(members)
      if options.rejectsDuplicateNames, let name = object.duplicateName {
        throw JSONParseError(.duplicateName(name), offset: start)
      }
      return object
    }
  }

  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private func unexpected(_ bytes: Span<UInt8>) -> JSONParseError {
    failure(position < bytes.count ? .unexpectedByte(bytes[position]) : .unexpectedEnd)
  }
}
