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
  /// What is text is text whatever its type says.
  func text(_ body: [UInt8]) -> String? {
    if isAlwaysBytes { return nil }
    if isText, let text = TextEncoding(charset)?.text(body) { return text }
    if let text = String(validating: body, as: UTF8.self) { return text }
    return isText ? String(decoding: body, as: UTF8.self) : nil
  }

  /// The UTF-8 bytes of a JSON text without a byte order mark, whatever its encoding (RFC 8259 section 8.1).
  ///
  /// - Parameters:
  ///   - body: The bytes as they came.
  ///   - isCut: Whether it is only the beginning, of which a whole text is made.
  /// - Returns: The text; the body itself if that is none.
  func json(_ body: [UInt8], isCut: Bool) -> [UInt8] {
    let marks: [[UInt8]] = [[0xFE, 0xFF], [0xFF, 0xFE]]
    let encoding = TextEncoding(charset) ?? (marks.contains { body.starts(with: $0) } ? .utf16BigEndian : nil)
    var text = encoding.map { Array($0.text(body).utf8) } ?? body
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    return isCut ? JSONBeginning.completed(text) ?? body : text
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
