/// A content item of a tool result or a prompt message, in its richest form; encoding reduces it for older versions.
package struct Content: Sendable {
  /// The type of a content item, with its data.
  package enum Kind: Sendable {
    case text(String)
    /// Base64 data and its media type.
    case image(data: String, mimeType: String)
    /// Base64 data and its media type.
    case audio(data: String, mimeType: String)
    case resource(ResourceContents)
    case resourceLink(ResourceDescription)
  }

  /// Type and data.
  package var kind: Kind
  /// Audience and importance.
  package var annotations: Annotations?

  /// Makes a content item.
  package init(_ kind: Kind, annotations: Annotations? = nil) {
    self.kind = kind
    self.annotations = annotations
  }

  /// Makes a text item.
  package static func text(_ text: String) -> Content { Content(.text(text)) }
}
