import JSON

/// The text of a document: JSON, or YAML where it does not begin like a JSON object.
enum DocumentText {
  /// What a document may be, so that none can exhaust the program that reads it.
  enum Limit {
    /// Bytes of text.
    ///
    /// The largest published documents known have about 15 MB.
    static let size = 32 << 20
    /// Arrays and objects that are open at once.
    static let depth = 200
    /// Values, those counted again that an alias repeats: what a YAML "bomb" grows.
    static let values = 4_000_000
  }

  /// Reads a document's text as a value.
  ///
  /// Names that occur twice in an object are an error: one would be lost.
  static func value(of bytes: Span<UInt8>) throws(DocumentError) -> JSONValue {
    guard bytes.count <= Limit.size else { throw .tooLarge(limit: Limit.size) }
    if let text = WideText.utf8(bytes) { return try value(of: text.span) }
    let text = bytes.extracting(start(of: bytes)..<bytes.count)
    if looksLikeJSON(text) { return try json(text) }
    // A list or a text that is JSON is YAML, too, and faster to read as what it is.
    if let value = try? JSONParser.parse(text, options: jsonOptions) { return value }
    try validate(text)
    return try YAMLText.value(of: text)
  }

  /// The number of bytes of a byte order mark, which may begin a text of either kind (YAML 1.2.2 section 5.2).
  static func start(of bytes: Span<UInt8>) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  /// Whether a text begins like a JSON object; a YAML mapping in braces has no quotation mark behind the first.
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
