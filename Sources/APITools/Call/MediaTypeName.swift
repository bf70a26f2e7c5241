import MCP

/// The media type of an answer (RFC 9110 section 8.3.1), without its parameters.
struct MediaTypeName: Sendable {
  /// Type and subtype in lower case, empty if there is none.
  let essence: String

  init(_ field: String) {
    let name = field.prefix { $0 != ";" }
    essence = String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()).lowercased()
  }

  var isJSON: Bool { essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json") }

  private var isText: Bool {
    essence.hasPrefix("text/") || essence.hasSuffix("+xml") || essence.hasSuffix("/xml")
      || essence == "application/x-www-form-urlencoded" || essence == "application/yaml"
  }

  /// The body as the kind of content that its type makes it; what is text is text whatever its type says.
  func content(_ body: [UInt8]) -> Content {
    if !essence.hasPrefix("image/"), !essence.hasPrefix("audio/"), let text = String(validating: body, as: UTF8.self) {
      return .text(text)
    }
    if isText { return .text(String(decoding: body, as: UTF8.self)) }
    let data = Base64.text(body)
    if essence.hasPrefix("image/") { return Content(.image(data: data, mimeType: essence)) }
    if essence.hasPrefix("audio/") { return Content(.audio(data: data, mimeType: essence)) }
    let mimeType = essence.isEmpty ? "application/octet-stream" : essence
    return Content(.resource(ResourceContents(uri: "attachment:answer", mimeType: mimeType, .blob(data))))
  }
}
