/// One item of what a tool answers or a prompt says, in its richest form; older versions get what they know.
package struct Content: Sendable {
  package enum Kind: Sendable {
    case text(String)
    /// Base64 data and its media type.
    case image(data: String, mimeType: String)
    /// Base64 data and its media type.
    case audio(data: String, mimeType: String)
    case resource(ResourceContents)
    case resourceLink(ResourceDescription)
  }

  package var kind: Kind
  package var annotations: Annotations?

  package init(_ kind: Kind, annotations: Annotations? = nil) {
    self.kind = kind
    self.annotations = annotations
  }

  package static func text(_ text: String) -> Content { Content(.text(text)) }
}
