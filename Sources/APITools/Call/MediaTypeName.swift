import MCP

/// The media type of an answer (RFC 9110 section 8.3.1), and the one of its parameters that counts here.
package struct MediaTypeName: Sendable {
  /// Type and subtype in lower case, empty if there is none.
  let essence: String
  /// How text is encoded, in lower case; empty if that is not said.
  let charset: String

  package init(_ field: String) {
    let parts = field.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
    essence = parts.first?.lowercased() ?? ""
    let parameter = parts.dropFirst().first { $0.lowercased().hasPrefix("charset=") }
    charset = parameter.map { $0.dropFirst("charset=".count).lowercased().filter { $0 != "\"" } } ?? ""
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.drop(while: \.isWhitespace)
  }

  var isJSON: Bool { essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json") }

  /// RFC 9457: what went wrong, for programs to read.
  var isProblem: Bool { essence == "application/problem+json" }

  /// The text of a body; `nil` if it is none.
  ///
  /// A byte order mark counts more than the charset, and that more than the zeros of UTF-16 (RFC 8259 section 8.1 wants
  /// UTF-8 of JSON, and not all who send it know). What is text is text whatever its type says.
  func text(_ body: [UInt8]) -> String? {
    if isAlwaysBytes { return nil }
    if let text = decoded(body, readsCharset: isText || isJSON || essence.isEmpty) { return text }
    return isText || isJSON ? TextEncoding.mended(body) : nil
  }

  private func decoded(_ body: [UInt8], readsCharset: Bool) -> String? {
    if let text = TextEncoding(markOf: body)?.text(body) { return text }
    if readsCharset, let encoding = TextEncoding(charset) {
      // UTF-8 without zeros is no text of wider units, whatever it is called.
      guard encoding.isWide, !body.contains(0), let text = String(validating: body, as: UTF8.self) else {
        return encoding.text(body)
      }
      return text
    }
    if let text = TextEncoding(zerosOf: body)?.text(body), !text.unicodeScalars.contains("\0") { return text }
    return String(validating: body.starts(with: [0xEF, 0xBB, 0xBF]) ? body[3...] : body[...], as: UTF8.self)
  }

  /// A JSON text without a byte order mark, whatever its encoding (RFC 8259 section 8.1).
  ///
  /// - Parameters:
  ///   - body: The bytes as they came.
  ///   - isCut: Whether it is only the beginning, of which a whole text is made.
  /// - Returns: The text; where it cannot be made whole, as it came.
  func json(_ body: [UInt8], isCut: Bool) -> String {
    let text = decoded(body, readsCharset: true)
    guard isCut else { return text ?? TextEncoding.mended(body) }
    // A character may be cut, so that it is UTF-8 but for its end.
    let bytes = text.map { Array($0.utf8) } ?? body
    return String(decoding: JSONBeginning.completed(bytes) ?? bytes, as: UTF8.self)
  }

  /// Whether a type is the same, or of the range that this is (RFC 9110 section 12.5.1).
  func covers(_ type: MediaTypeName) -> Bool {
    if essence == "*/*" { return type.essence.contains("/") }
    return essence.hasSuffix("/*") ? type.essence.hasPrefix(essence.dropLast()) : essence == type.essence
  }

  /// Bytes as the kind of content that their type makes them.
  func content(bytes body: [UInt8]) -> Content {
    let data = Base64.text(body)
    if essence.hasPrefix("image/") { return Content(.image(data: data, mimeType: essence)) }
    if essence.hasPrefix("audio/") { return Content(.audio(data: data, mimeType: essence)) }
    return Content(.resource(ResourceContents(uri: "attachment:answer", mimeType: known, .blob(data))))
  }

  /// The type, or the one of bytes of which nothing is known.
  var known: String { essence.isEmpty ? "application/octet-stream" : essence }
}
