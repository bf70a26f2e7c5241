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
    return looksLikeJSON(bytes) ? try json(bytes) : try YAMLText.value(of: text(bytes))
  }

  static func looksLikeJSON(_ bytes: Span<UInt8>) -> Bool {
    for position in bytes.indices {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      default: return bytes[position] == UInt8(ascii: "{")
      }
    }
    return false
  }

  private static func json(_ bytes: Span<UInt8>) throws(DocumentError) -> JSONValue {
    do {
      return try JSONParser.parse(
        bytes,
        options: .init(maximumDepth: Limit.depth, maximumSize: Limit.size, rejectsDuplicateNames: true)
      )
    } catch {
      throw .malformed("The text begins like JSON but is not: \(error). Correct it there.")
    }
  }

  static func text(_ bytes: Span<UInt8>) throws(DocumentError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes))
    } catch {
      throw .malformed("The text is not UTF-8 from byte \(error.byteOffsets.lowerBound) on. Save it in UTF-8.")
    }
  }
}
