import JSON

/// Reads the parts of a TOML document one after the other (TOML 1.0; inline tables also as in 1.1).
struct TOMLScanner {
  /// The most arrays and inline tables that are open at once.
  static let maximumDepth = 64
  /// The most names of a key.
  static let maximumPath = 32

  let text: [UInt8]
  var position: Int

  init(_ text: [UInt8], at position: Int? = nil) {
    self.text = text
    self.position = position ?? LineStyle.markSize(text)
  }

  /// Skips space, line breaks and comments before the next statement.
  ///
  /// - Returns: Its start; `nil` at the end of the document.
  mutating func nextStatement() -> Int? {
    skipLines()
    return position < text.count ? position : nil
  }

  /// Reads a table's header; `nil` if none stands here.
  mutating func header() throws(EditFailure) -> (path: [String], isArray: Bool)? {
    guard take("[") else { return nil }
    let isArray = take("[")
    let path = try names()
    guard take("]"), !isArray || take("]") else { throw failure("the header has no closing bracket") }
    return (path, isArray)
  }

  /// Reads the key of a pair with its equals sign.
  mutating func key() throws(EditFailure) -> [String] {
    let path = try names()
    guard take("=") else { throw failure("an equals sign is missing after the key") }
    skipSpace()
    return path
  }

  /// Checks that only a comment is left of the line.
  ///
  /// - Returns: The start of the next line.
  mutating func endOfLine() throws(EditFailure) -> Int {
    skipSpace()
    skipComment()
    guard position < text.count else { return position }
    if text[position] == 0x0D { position += 1 }
    guard position < text.count, text[position] == 0x0A else { throw failure("something follows the statement") }
    position += 1
    return position
  }

  private mutating func names() throws(EditFailure) -> [String] {
    var names: [String] = []
    repeat {
      skipSpace()
      names.append(try name())
      skipSpace()
      guard names.count <= Self.maximumPath else { throw failure("this key has too many parts") }
    } while take(".")
    return names
  }

  private mutating func name() throws(EditFailure) -> String {
    guard position < text.count else { throw failure("a key is missing") }
    if text[position] == UInt8(ascii: "\"") || text[position] == UInt8(ascii: "'") {
      guard !starts(with: "\"\"\""), !starts(with: "'''") else { throw failure("a key cannot have several lines") }
      return try string()
    }
    let start = position
    while position < text.count, Self.isBare(text[position]) { position += 1 }
    guard position > start else { throw failure("a key is expected") }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  /// Whether a byte may be in a key without quotation marks.
  static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  // MARK: Space

  mutating func skipSpace() {
    while position < text.count, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
  }

  private mutating func skipComment() {
    guard position < text.count, text[position] == UInt8(ascii: "#") else { return }
    position = text[position...].firstIndex(of: 0x0A) ?? text.count
    if position < text.count, text[position - 1] == 0x0D { position -= 1 }
  }

  /// Skips space, line breaks and comments.
  mutating func skipLines() {
    while position < text.count {
      if LineStyle.isSpace(text[position]) {
        position += 1
      } else if text[position] == UInt8(ascii: "#") {
        skipComment()
      } else {
        return
      }
    }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  func starts(with marks: String) -> Bool { text[position...].starts(with: marks.utf8) }

  func failure(_ reason: String) -> EditFailure {
    EditFailure("this is not TOML (\(reason))", at: min(position, text.count), in: text)
  }
}
