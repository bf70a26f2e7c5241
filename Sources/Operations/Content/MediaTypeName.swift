import MCP
import Redaction
import TextCoding

/// The media type of a response (RFC 9110 section 8.3.1), with its `charset`.
package struct MediaTypeName: Sendable {
  /// Type and subtype in lower case; empty if there is none.
  package let essence: String
  /// The encoding of text in lower case; empty if unspecified.
  let charset: String

  /// Reads a `Content-Type`.
  package init(_ field: String) {
    // Nearly all are a name alone, in lower case.
    guard !field.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") && $0 &- 0x41 >= 26 }) else {
      (essence, charset) = (field, "")
      return
    }
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

  /// Whether there are a type and a subtype, each a token or an asterisk (RFC 9110 sections 5.6.2 and 12.5.1).
  var isWritten: Bool {
    let parts = essence.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.unicodeScalars.allSatisfy { Self.tokenScalars.contains($0) }
      }
  }

  private static let tokenScalars = Set("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~".unicodeScalars)

  /// Whether content of the type is JSON (RFC 6839, section 3.1).
  package var isJSON: Bool { essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json") }

  /// Whether the body is a problem document (RFC 9457).
  package var isProblem: Bool { essence == "application/problem+json" }

  /// Decodes the text of a body; `nil` if it is no text.
  ///
  /// A byte order mark takes precedence over the charset, and that over the zero bytes of UTF-16 (RFC 8259 section 8.1
  /// requires UTF-8 for JSON, but some senders ignore it). Text is recognised whatever its type.
  package func text(_ body: [UInt8]) -> String? {
    if isAlwaysBytes { return nil }
    if let text = decoded(body, readsCharset: isText || isJSON || essence.isEmpty) { return text }
    // Bytes that are no UTF-8 and have zeros among them are text in no encoding that is left.
    return isJSON || isText && !body.contains(0) ? repaired(body) : nil
  }

  /// Decodes text that is not UTF-8: if it declares a charset that is not known here, only ASCII is certain.
  private func repaired(_ body: [UInt8]) -> String {
    let isUnknown = !charset.isEmpty && charset != "utf-8" && charset != "utf8"
    return isUnknown ? TextEncoding.ascii(body) : TextEncoding.mended(body)
  }

  private func decoded(_ body: [UInt8], readsCharset: Bool) -> String? {
    if let text = TextEncoding(markOf: body)?.text(body) { return text }
    if readsCharset, let encoding = TextEncoding(charset) {
      // Valid UTF-8 without zeros is never UTF-16 or UTF-32, and with characters beyond ASCII hardly ever Latin-1:
      // servers declare a charset for all that they send, and send UTF-8.
      guard !encoding.isWide || !body.contains(0), let text = String(validating: body, as: UTF8.self) else {
        return encoding.text(body)
      }
      return text
    }
    if let text = TextEncoding(zerosOf: body)?.text(body), !text.unicodeScalars.contains("\0") { return text }
    return String(validating: body.starts(with: [0xEF, 0xBB, 0xBF]) ? body[3...] : body[...], as: UTF8.self)
  }

  /// A JSON text without a byte order mark, from any encoding (RFC 8259 section 8.1).
  ///
  /// - Parameters:
  ///   - body: The received bytes.
  ///   - isCut: Whether they are only the beginning, which is then completed.
  /// - Returns: The text; unchanged if it cannot be completed.
  package func json(_ body: [UInt8], isCut: Bool) -> String {
    let text = decoded(body, readsCharset: true)
    guard isCut else { return text ?? repaired(body) }
    // A character may be cut, so that the bytes are valid UTF-8 except at the end.
    let bytes = text.map { Array($0.utf8) } ?? body
    return String(decoding: JSONBeginning.completed(bytes) ?? bytes, as: UTF8.self)
  }

  /// Whether a type equals this one or is in its range (RFC 9110 section 12.5.1).
  func covers(_ type: MediaTypeName) -> Bool {
    if essence == "*/*" { return type.essence.contains("/") }
    return essence.hasSuffix("/*") ? type.essence.hasPrefix(essence.dropLast()) : essence == type.essence
  }

  /// A content item for bytes, according to their type.
  func content(bytes body: [UInt8]) -> Content {
    let data = Base64.text(body)
    if essence.hasPrefix("image/") { return Content(.image(data: data, mimeType: essence)) }
    if essence.hasPrefix("audio/") { return Content(.audio(data: data, mimeType: essence)) }
    return Content(.resource(ResourceContents(uri: "attachment:answer", mimeType: known, .blob(data))))
  }

  /// The type, or the one of unknown bytes.
  package var known: String { essence.isEmpty ? "application/octet-stream" : essence }
}
