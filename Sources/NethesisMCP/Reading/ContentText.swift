package import JSON
import TextCoding

/// Content of the protocol (`ContentBlock`, `PromptMessage`) as text for a person.
package enum ContentText {
  /// The text of a prompt's messages; each one's role stands above it if there are several.
  package static func text(ofMessages messages: [JSONValue]) -> String {
    guard messages.count != 1 else { return text(messages[0]["content"]) }
    return messages.map { message in
      "\(message["role"]?.string ?? "unknown role"):\n\n\(text(message["content"]))"
    }.joined(separator: "\n\n")
  }

  /// The text of one content item; anything binary is named in square brackets.
  package static func text(_ content: JSONValue?) -> String {
    switch content?["type"]?.string {
    case "text": content?["text"]?.string ?? ""
    case "image", "audio": binary(content?["mimeType"]?.string, base64: content?["data"]?.string)
    case "resource_link":
      [content?["title"]?.string ?? content?["name"]?.string, content?["uri"]?.string.map { "<\($0)>" }]
        .compactMap(\.self).joined(separator: " ")
    case "resource":
      content?["resource"]?["text"]?.string
        ?? binary(content?["resource"]?["mimeType"]?.string, base64: content?["resource"]?["blob"]?.string)
    default: content?.description ?? ""
    }
  }

  private static func binary(_ mimeType: String?, base64: String?) -> String {
    let size = base64.flatMap { Base64.bytes(lenient: $0[...]) }?.count
    return "[\(mimeType ?? "binary data")\(size.map { ", \($0) bytes" } ?? "")]"
  }
}
