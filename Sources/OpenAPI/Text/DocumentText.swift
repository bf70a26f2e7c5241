package import JSON

/// The text of a document: JSON, or YAML if it does not start like a JSON object.
package enum DocumentText {
  /// Limits on a document, so that none can exhaust the program that reads it.
  enum Limit {
    /// The largest text, in bytes.
    ///
    /// The largest published documents known have about 15 MB.
    static let size = 32 << 20
    /// The deepest nesting of arrays and objects.
    static let depth = 200
    /// The most values, including repetitions by aliases: those of a YAML "bomb".
    static let values = 4_000_000
  }

  /// Parses a document's text.
  ///
  /// Repeated names in an object are an error, because one of the members would be lost.
  package static func value(of bytes: Span<UInt8>) throws(DocumentError) -> JSONValue {
    guard bytes.count <= Limit.size else { throw .tooLarge(limit: Limit.size) }
    if let text = WideText.utf8(bytes) { return try value(of: text.span) }
    let text = bytes.extracting(start(of: bytes)..<bytes.count)
    if looksLikeJSON(text) { return try json(text) }
    // A list or a text in JSON is also YAML, but faster to read as JSON.
    if let value = try? JSONParser.parse(text, options: jsonOptions) { return value }
    try validate(text)
    return try YAMLText.value(of: text)
  }

  /// The length of a byte order mark, in bytes; both kinds of text may have one (YAML 1.2.2 section 5.2).
  static func start(of bytes: Span<UInt8>) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  /// Whether a text starts like a JSON object; a YAML mapping in braces has no quotation mark after the first brace.
  static func looksLikeJSON(_ text: Span<UInt8>) -> Bool {
    var isOpen = false
    for position in text.indices {
      switch text[position] {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      case UInt8(ascii: "{") where !isOpen: isOpen = true
      case UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "{"), UInt8(ascii: "["): return isOpen
      default: return false
      }
    }
    return isOpen
  }

  private static let jsonOptions = JSONParser.Options(
    maximumDepth: Limit.depth,
    maximumSize: Limit.size,
    rejectsDuplicateNames: true
  )

  private static func json(_ text: Span<UInt8>) throws(DocumentError) -> JSONValue {
    do {
      return try JSONParser.parse(text, options: jsonOptions)
    } catch {
      throw .malformed("The text begins like JSON but is not: \(error). Correct it there.")
    }
  }

  static func validate(_ text: Span<UInt8>) throws(DocumentError) {
    do {
      _ = try UTF8Span(validating: text)
    } catch {
      throw .malformed("The text is not UTF-8 from byte \(error.byteOffsets.lowerBound) on. Save it in UTF-8.")
    }
  }
}
