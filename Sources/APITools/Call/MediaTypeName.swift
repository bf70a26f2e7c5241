import MCP

/// The media type of an answer (RFC 9110 section 8.3.1), and the one of its parameters that counts here.
struct MediaTypeName: Sendable {
  /// Type and subtype in lower case, empty if there is none.
  let essence: String
  /// How text is encoded, in lower case; empty if that is not said.
  let charset: String

  init(_ field: String) {
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

  private var isText: Bool {
    essence.hasPrefix("text/") || essence.hasSuffix("+xml") || essence.hasSuffix("/xml")
      || essence == "application/x-www-form-urlencoded" || essence == "application/yaml"
  }

  /// The text of a body; `nil` if it is none.
  ///
  /// What is text is text whatever its type says.
  func text(_ body: [UInt8]) -> String? {
    if essence.hasPrefix("image/") && essence != "image/svg+xml" || essence.hasPrefix("audio/") { return nil }
    if isText, let text = TextEncoding(charset)?.text(body) { return text }
    if let text = String(validating: body, as: UTF8.self) { return text }
    return isText ? String(decoding: body, as: UTF8.self) : nil
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
